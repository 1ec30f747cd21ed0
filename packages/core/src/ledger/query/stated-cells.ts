/** What a text is made of: texts, numbers, and lists of them. */
export type Cell = string | number | readonly Cell[]

/** The values that are there, in order, after a number whose bits say which they are: at most 30. */
export const statedCells = (values: readonly (Cell | undefined)[]): readonly Cell[] => {
  const cells: Cell[] = [0]
  let bits = 0
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place]
    if (value === undefined) continue
    bits |= 1 << place
    cells.push(value)
  }
  cells[0] = bits
  return cells
}

/** The values that these cells were made of, each at its place again. */
export const valuesOf = (cells: readonly Cell[]): readonly (Cell | undefined)[] => {
  const values: (Cell | undefined)[] = []
  let next = 1
  for (let bits = cells[0] as number; bits !== 0; bits >>>= 1) values.push((bits & 1) === 1 ? cells[next++] : undefined)
  return values
}
