import type { Unit } from './figure.js'
import { isMet, type Measured, type Rival } from './measured.js'
import type { Spread } from './spread.js'

/** A line of the table, as texts: a figure's own, or that of a rival under it. */
export interface TableRow {
  readonly figure: string
  readonly cost: string
  readonly ratio: string
  readonly range: string
  readonly noise: string
  readonly goal: string
  readonly met: string
}

export const headings: TableRow = {
  figure: 'figure',
  cost: 'cost',
  ratio: 'ratio',
  range: 'min–max',
  noise: 'ours again',
  goal: 'goal',
  met: 'met',
}

/** The figure, then the limit, then each peer. A ratio of a limit is ours over it; of a peer how many times we are faster. */
export const rowsOf = (measured: Measured): readonly TableRow[] => [
  {
    figure: `${measured.name}: ${measured.title}`,
    cost: costText(measured.ours.median, measured.unit),
    ratio: '',
    range: `${costText(measured.ours.min, measured.unit)}–${costText(measured.ours.max, measured.unit)}`,
    noise: rangeText(measured.noise),
    goal: measured.most === undefined ? '' : `≤ ${costText(measured.most, measured.unit)}`,
    met: measured.most === undefined ? '' : yesOrNo(measured.ours.median <= measured.most),
  },
  ...measured.rivals.map((rival) => rivalRow(rival, measured.unit)),
]

/** How many goals are reached, how many are not, and how many could not be looked at. */
export const tally = (
  all: readonly Measured[],
): { readonly met: number; readonly missed: number; readonly unknown: number } => {
  const verdicts = all.flatMap(rowsOf).map(({ met }) => met)
  const count = (verdict: string): number => verdicts.filter((one) => one === verdict).length
  return { met: count('yes'), missed: count('no'), unknown: count('?') }
}

const rivalRow = (rival: Rival, unit: Unit): TableRow => {
  const empty = { noise: '', range: '', ratio: '', cost: '' }
  const figure = `  ${rival.role === 'limit' ? 'limit' : 'peer'}: ${rival.name}`
  if (rival._tag === 'Missing') {
    const goal = rival.goal === undefined ? '' : `${rival.role === 'limit' ? '≤' : '≥'} ${rival.goal}×`
    return { ...empty, figure: `${figure} (not run: ${rival.reason})`, goal, met: goal === '' ? '' : '?' }
  }
  const met = isMet(rival)
  return {
    ...empty,
    figure,
    cost: costText(rival.cost.median, unit),
    ratio: `${rival.ratio.median.toFixed(2)}×${rival.reads === 'faster' ? ' faster' : ''}`,
    range: rangeText(rival.ratio),
    goal: rival.goal === undefined ? '' : `${rival.reads === 'within' ? '≤' : '≥'} ${rival.goal}×`,
    met: met === undefined ? '' : yesOrNo(met),
  }
}

const yesOrNo = (met: boolean): string => (met ? 'yes' : 'no')

const rangeText = ({ min, max }: Spread): string => `${min.toFixed(2)}–${max.toFixed(2)}×`

/** Three digits that matter, and the unit. */
export const costText = (cost: number, unit: Unit): string => {
  const digits = cost >= 100 ? 0 : cost >= 10 ? 1 : 2
  return `${cost.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`
}
