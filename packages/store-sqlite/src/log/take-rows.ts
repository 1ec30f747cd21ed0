import { storeLimits } from '@partner-ledger/core/store'

import { eventCell } from '../schema/layout.js'
import type { Row } from '../schema/statements.js'

/** Takes a row of that many UTF-16 units, and returns the version or position to go on from; `undefined`: it takes no more. */
export type Take = (row: Row, units: number) => number | undefined

/** Reads rows of events from a version or a position on. */
export type ReadRows = (from: number, limit: number) => readonly Row[]

/**
 * Gives the first `limit` rows to `take`, and returns how many it took. It reads them in pieces, so that long texts do not
 * bring many pages into memory; the caller's snapshot makes one moment of the pieces.
 */
export const takeRows = (read: ReadRows, from: number, limit: number, take: Take): number => {
  let [next, taken, units, size] = [from, 0, 0, Math.min(limit, firstPiece)]
  for (;;) {
    const rows = read(next, size)
    for (const row of rows) {
      const ofRow = unitsOf(row)
      const after = take(row, ofRow)
      if (after === undefined) return taken
      next = after
      taken += 1
      units += ofRow
    }
    if (rows.length < size || taken === limit) return taken
    size = Math.min(limit - taken, Math.max(firstPiece, Math.trunc((pageUnits * taken) / units)))
  }
}

const firstPiece = 16

/** A UTF-16 unit is at most three bytes of UTF-8. */
const pageUnits = Math.trunc(storeLimits.pageBytes / 3)

/** Says whether the next row fits into the page. A page has one event at the least. */
export const pageBound = (): ((units: number) => boolean) => {
  let sum = 0
  return (units) => {
    const isFirst = sum === 0
    sum += units
    return isFirst || sum <= pageUnits
  }
}

const unitsOf = (row: Row): number =>
  lengthOf(row[eventCell.id]) + lengthOf(row[eventCell.eventText]) + lengthOf(row[eventCell.personalText])

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0)
