/** More rows than anybody reads are counted instead. */
const mostRows = 100

/** Rows under their headings, each column as wide as its widest cell. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const shown = rows.slice(0, mostRows)
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...shown.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => printable(cell).padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  const more = rows.length - shown.length
  return [line(headings), ...shown.map(line), ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more`] : [])].join(
    '\n',
  )
}

/** Names come from outside: no control character of theirs reaches a terminal. */
const printable = (cell: string): string => cell.replace(/\p{Cc}/gu, '\ufffd')
