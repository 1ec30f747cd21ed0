import type { Measured } from './measured.js'
import { headings, rowsOf, type TableRow } from './rows.js'

const columns = ['figure', 'cost', 'ratio', 'range', 'noise', 'goal', 'met'] as const

/** The table for a terminal: every column as wide as its widest cell, figures set apart by an empty line. */
export const table = (all: readonly Measured[]): string => {
  const groups = all.map(rowsOf)
  const rows = [headings, ...groups.flat()]
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (row: TableRow): string =>
    columns
      .map((column, index) => row[column].padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(headings), ...groups.map((group) => group.map(line).join('\n'))].join('\n\n')
}

/** The same as a table of Markdown. */
export const markdownTable = (all: readonly Measured[]): string => {
  const line = (row: TableRow): string => `| ${columns.map((column) => cell(row[column])).join(' | ')} |`
  const rule = `| ${columns.map((column) => (column === 'figure' ? '---' : '---:')).join(' | ')} |`
  return [line(headings), rule, ...all.flatMap(rowsOf).map(line)].join('\n')
}

/** What is indented in a terminal is indented by hand here. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/^ {2}/, '&emsp;')
