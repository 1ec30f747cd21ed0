/**
 * The values that a header may stand for: the header as it is, and, where it consists of equal copies, one copy of it. A
 * proxy that sends a header twice joins the two by a comma. Copies that are not equal stand for nothing but themselves.
 */
export const valuesOf = (header: string): readonly string[] => {
  const parts = header.split(',')
  const values = [header]
  for (let copies = 2; copies <= parts.length; copies += 1) {
    const value = repeated(parts, copies)
    if (value !== undefined) values.push(value)
  }
  return values
}

/** What so many copies of one value, joined by commas, are copies of. */
const repeated = (parts: readonly string[], copies: number): string | undefined => {
  if (parts.length % copies !== 0) return undefined
  const length = parts.length / copies
  const copyAt = (n: number): string =>
    parts
      .slice(n * length, (n + 1) * length)
      .join(',')
      .trim()
  const first = copyAt(0)
  for (let n = 1; n < copies; n += 1) if (copyAt(n) !== first) return undefined
  return first
}
