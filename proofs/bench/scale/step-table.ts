import type { GrowthStep } from './grow.js'

const columns: readonly (readonly [string, (step: GrowthStep) => number])[] = [
  ['events', ({ events }) => events],
  ['memberships', ({ memberships }) => memberships],
  ['bulk µs/event', ({ bulk }) => bulk],
  ['one ingest µs', ({ ingest }) => ingest],
  ['read and fold µs', ({ read }) => read],
  ['index µs/event', ({ index }) => index],
  ['page of 100 µs', ({ page }) => page],
  ['bytes/event', ({ bytes, events }) => bytes / events],
  ['file MB', ({ bytes }) => bytes / 1_048_576],
  ['RSS MB', ({ rss }) => rss],
]

/** The steps as a table of Markdown, which reads as well in a terminal. */
export const stepTable = (steps: readonly GrowthStep[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(([heading]) => heading)),
    line(columns.map(() => '---:')),
    ...steps.map((step) => line(columns.map(([, valueOf]) => rounded(valueOf(step))))),
  ].join('\n')
}

const rounded = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })
