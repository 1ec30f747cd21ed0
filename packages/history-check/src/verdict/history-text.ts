import type { HistoryReport } from './check-history.js'
import { type Violation, violationNames } from './violation.js'

/** How many violations of each name are printed with their evidence. */
const shownOfEach = 5

/** The report as text for people: the counts, and the evidence of the first violations of each name. */
export const historyText = ({ promise, counts, violations }: HistoryReport): string => {
  const { sent, acknowledged, recorded, subscriptions, delivered, repeated, failed, checkpoints, refused } = counts
  const { awaited, starts, kills, pauses, stops } = counts
  const duplicated = violations.filter(({ _tag }) => _tag === 'duplicated').length
  const within = promise === 'at-least-once' ? `, ${repeated - duplicated} repeated within the promise` : ''
  return [
    `${promise}: ${violations.length === 0 ? 'valid' : `${violations.length} violations`}`,
    `  events       ${sent} sent, ${acknowledged} acknowledged, ${recorded} in the log${awaited > 0 ? `, ${awaited} awaited` : ''}`,
    `  deliveries   ${delivered} to ${subscriptions} subscriptions${within}, ${failed} failed and retried`,
    `  checkpoints  ${checkpoints} put, ${refused} refused after a lost lease`,
    `  processes    ${starts} started, ${kills} killed, ${pauses} paused, ${stops} stopped`,
    ...violationNames.flatMap((name) => linesOf(violations.filter(({ _tag }) => _tag === name))),
    '',
  ].join('\n')
}

const linesOf = (violations: readonly Violation[]): readonly string[] => {
  const lines = violations
    .slice(0, shownOfEach)
    .map(({ _tag, ...evidence }) => `  ${_tag}: ${JSON.stringify(evidence)}`)
  const more = violations.length - lines.length
  return more > 0 ? [...lines, `  ${violations[0]?._tag ?? ''}: ${more} more`] : lines
}
