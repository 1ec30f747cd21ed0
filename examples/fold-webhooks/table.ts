/** Rows to be shown, and how many more there are. */
export interface Rows {
  readonly rows: readonly (readonly string[])[]
  readonly more: number
}

/** More rows than anybody reads are counted instead. */
export const mostRows = 100

/**
 * Rows under their headings, each column as wide as its widest cell. Where that is wider than `width`, each row is a
 * paragraph instead, with a line for each of its cells.
 */
export const table = (headings: readonly string[], { rows, more }: Rows, width = terminalWidth()): string => {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => printable(cell).padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()
  const isWide = widths.reduce((sum, own) => sum + own + 2, 0) > width
  const shown = isWide ? rows.map((row) => paragraph(headings, row, width)) : [line(headings), ...rows.map(line)]
  return [...shown, ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more`] : [])].join('\n')
}

/** The columns of a terminal, or what `COLUMNS` says; a file is as wide as it takes. */
const terminalWidth = (): number => process.stdout.columns ?? (Number(process.env['COLUMNS']) || Infinity)

const paragraph = (headings: readonly string[], row: readonly string[], width: number): string => {
  const indent = Math.max(...headings.map(({ length }) => length)) + 4
  const lines = headings.flatMap((heading, column) => {
    const cell = printable(row[column] ?? '')
    return cell === '' ? [] : [`  ${heading.padEnd(indent - 2)}${wrapped(cell, indent, width)}`]
  })
  return `${lines.join('\n')}\n`
}

/** Broken at spaces, with further lines under the first. */
const wrapped = (text: string, indent: number, width: number): string => {
  const room = Math.max(20, width - indent)
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > room) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}

/** Names come from outside: no control character of theirs reaches a terminal. */
const printable = (cell: string): string => cell.replace(/\p{Cc}/gu, '\ufffd')
