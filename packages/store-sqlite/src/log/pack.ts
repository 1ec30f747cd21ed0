import type { Facts } from '@partner-ledger/core/store'

import type { Cell } from '../file/checksum.js'

/** Columns by the name of the value they hold. */
export type Columns = readonly (readonly [string, 'INTEGER' | 'TEXT'])[]

/** Adds a cell a column, then `more`: the JSON of every value that has no column, or one of another type. */
export const pack = (cells: Cell[], values: Facts, columns: Columns): void => {
  let left = Object.keys(values).length
  for (const [name, type] of columns) {
    const value = values[name]
    const cell = value !== undefined && fits(value, type) ? value : null
    if (cell !== null) left -= 1
    cells.push(cell)
  }
  cells.push(left === 0 ? null : JSON.stringify(withoutColumns(values, columns)))
}

/** The values out of the cells that `pack` made, which begin at `from`. */
export const unpack = (cells: readonly Cell[], from: number, columns: Columns): Facts => {
  const more = cells[from + columns.length]
  const values = typeof more === 'string' ? (JSON.parse(more) as Record<string, string | number>) : {}
  for (let index = 0; index < columns.length; index += 1) {
    const cell = cells[from + index]
    // Most cells of most rows are empty.
    if (cell === null || cell === undefined || typeof cell === 'object') continue
    const name = columns[index]?.[0]
    if (name !== undefined) values[name] = cell
  }
  return values
}

const fits = (value: string | number, type: 'INTEGER' | 'TEXT'): boolean =>
  typeof value === (type === 'TEXT' ? 'string' : 'number')

const withoutColumns = (values: Facts, columns: Columns): Facts => {
  const types = new Map<string, 'INTEGER' | 'TEXT'>(columns)
  const hasColumn = ([name, value]: [string, string | number]): boolean => {
    const type = types.get(name)
    return type !== undefined && fits(value, type)
  }
  return Object.fromEntries(Object.entries(values).filter((entry) => !hasColumn(entry)))
}
