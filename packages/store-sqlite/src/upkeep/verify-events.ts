import type { Position, StreamName } from '@partner-ledger/core/store'

import { type Finding, finding } from './finding.js'
import type { Handle } from '../file/connection.js'
import { bodyDamage } from '../log/body-at.js'
import { eventDamage, personalDamage, positionOf, previousOf, verifiedEvent } from '../log/rows.js'
import { idHash, type SameIds } from './same-ids.js'
import type { NameOf } from '../log/stream-names.js'

/** The last event of each tenant that was looked at so far. */
export type Last = Map<number, { readonly position: Position; readonly recordedAt: number }>

/** What is carried from one range of positions to the next. */
export interface EventsSoFar {
  readonly last: Last
  readonly ids: SameIds
  readonly nameOf: NameOf
}

/** Looks at the events at positions `from + 1` … `to`: each part, and whether its predecessor is the one that it names. */
export const verifyEvents = (
  { statements }: Handle,
  { last, ids, nameOf }: EventsSoFar,
  from: Position,
  to: Position,
): { readonly events: number; readonly findings: readonly Finding[] } => {
  const findings: Finding[] = []
  const rows = statements.eventsBetween.all(from, to)
  for (const row of rows) {
    const event = verifiedEvent(row)
    if (event === undefined) {
      findings.push(finding('facts', positionOf(row), eventDamage))
      continue
    }
    const { position, tenant, recordedAt } = event
    const before = last.get(tenant) ?? { position: 0, recordedAt: 0 }
    if (previousOf(event) !== before.position)
      findings.push(finding('position', position, 'an earlier event is missing'))
    if (recordedAt < before.recordedAt) findings.push(finding('position', position, 'recorded before its predecessor'))
    last.set(tenant, { position, recordedAt })
    const stream = nameOf(statements, event.stream)
    if (stream === undefined) findings.push(finding('stream', position, 'its stream is missing'))
    else if (isMembership(stream)) ids.add(event)
    const personal = personalDamage(row)
    if (personal !== undefined) findings.push(finding('personal', position, personal))
    const body = bodyDamage(event, row, statements.bodyAt.get(position))
    if (body !== undefined) findings.push(finding('body', position, body))
  }
  for (const [position] of statements.misplaced.all(from, to))
    findings.push(finding('facts', Number(position), 'a column differs from the text of its event'))
  for (const [position] of statements.strayParts.all(from, to, from, to))
    findings.push(finding('position', Number(position), 'parts without an event'))
  return { events: rows.length, findings }
}

/** Ids are the vendor's in memberships alone: every entry of the quarantine begins with the same one. */
const isMembership = (stream: StreamName): boolean => stream.startsWith('membership/')

/** The ids whose hash occurs more than once, and where each occurs first. */
export interface Repeated {
  readonly repeated: ReadonlySet<number>
  readonly first: Map<string, Position>
  readonly nameOf: NameOf
}

/** Finds the events of memberships whose id another membership of the tenant has as well. */
export const repeatedIds = (
  { statements }: Handle,
  { repeated, first, nameOf }: Repeated,
  from: Position,
  to: Position,
): readonly Finding[] =>
  statements.eventsBetween.all(from, to).flatMap((row) => {
    const event = verifiedEvent(row)
    if (event === undefined || !repeated.has(idHash(event))) return []
    if (!isMembership(nameOf(statements, event.stream) ?? '')) return []
    const id = `${event.tenant}:${event.id}`
    const before = first.get(id)
    if (before !== undefined) return [finding('same-id', event.position, `the id of position ${before}`)]
    first.set(id, event.position)
    return []
  })
