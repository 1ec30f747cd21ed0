import type { Measured, Ran, Rival } from './measured.js'

/** A ratio that got worse than the last recorded run and the noise of both explain. */
export interface Regression {
  readonly figure: string
  readonly rival: string
  readonly before: number
  readonly now: number
  /** How far apart they may lie. */
  readonly allowed: number
}

/**
 * The ratios that are worse than they were, by more than the noise that either run met and by more than a tenth. Times
 * are not looked at: another machine has others. What is in one run alone is passed over.
 */
export const regressions = (before: readonly Measured[], now: readonly Measured[]): readonly Regression[] =>
  now.flatMap((measured) => {
    const known = before.find(({ name }) => name === measured.name)
    if (known === undefined) return []
    const allowed = Math.max(least, noiseOf(known), noiseOf(measured))
    return measured.rivals.filter(hasRun).flatMap((rival) => {
      const last = known.rivals.filter(hasRun).find(({ name }) => name === rival.name)
      if (last?.reads !== rival.reads) return []
      const worse =
        rival.reads === 'within' ? rival.ratio.median / last.ratio.median : last.ratio.median / rival.ratio.median
      if (worse <= allowed) return []
      return [{ figure: measured.name, rival: rival.name, before: last.ratio.median, now: rival.ratio.median, allowed }]
    })
  })

const least = 1.1

/** How far a figure lies from itself, either way. */
const noiseOf = ({ noise }: Measured): number => Math.max(noise.max, 1 / noise.min)

const hasRun = (rival: Rival): rival is Ran => rival._tag === 'Ran'
