/** Rows under their headings, each column as wide as its widest cell. */
export const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => printable(cell).padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  return [line(headings), ...rows.map(line)].join('\n')
}

/** Names come from outside: no control character of theirs reaches a terminal. */
const printable = (cell: string): string => cell.replace(/\p{Cc}/gu, '\ufffd')
