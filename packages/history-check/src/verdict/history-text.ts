import type { HistoryReport } from './check-history.js'
import { type Violation, violationNames } from './violation.js'

/** How many violations of a name are shown with their evidence. */
const shownOfEach = 5

/** The report for people: what happened, what of it must not have, and the evidence of the first few of each kind. */
export const historyText = ({ promise, counts, violations }: HistoryReport): string => {
  const { sent, acknowledged, recorded, subscriptions, delivered, repeated, failed, checkpoints, refused } = counts
  const { starts, kills, pauses, stops } = counts
  const within = promise === 'at-least-once' ? `, ${repeated - doubled(violations)} doubled within the promise` : ''
  return [
    `${promise}: ${violations.length === 0 ? 'kept' : `${violations.length} violations`}`,
    `  events       ${sent} sent, ${acknowledged} acknowledged, ${recorded} in the log`,
    `  deliveries   ${delivered} to ${subscriptions} subscriptions${within}, ${failed} failed and tried again`,
    `  checkpoints  ${checkpoints} put, ${refused} refused to a run that had lost its turn`,
    `  processes    ${starts} started, ${kills} killed, ${pauses} paused, ${stops} stopped`,
    ...violationNames.flatMap((name) => linesOf(violations.filter(({ _tag }) => _tag === name))),
    '',
  ].join('\n')
}

const doubled = (violations: readonly Violation[]): number => violations.filter(({ _tag }) => _tag === 'doubled').length

const linesOf = (violations: readonly Violation[]): readonly string[] => {
  const lines = violations
    .slice(0, shownOfEach)
    .map(({ _tag, ...evidence }) => `  ${_tag}: ${JSON.stringify(evidence)}`)
  const more = violations.length - lines.length
  return more > 0 ? [...lines, `  ${violations[0]?._tag ?? ''}: ${more} more`] : lines
}
