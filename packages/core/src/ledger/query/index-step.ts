import { left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { evolve } from '../../membership/evolve.js'
import { foldMembership, needsRefold } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import { initial, type Membership } from '../../membership/membership.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, StreamName, Tenant } from '../../store/event.js'
import type { MembershipIndex } from '../../store/index/membership-index.js'
import { unavailable } from '../../store/store-error.js'
import { withoutNumber } from '../log/event-record.js'
import { foldedEvent, unknownRecord } from '../log/recorded-event.js'
import { forgetsStream, forgottenIn, type IsForgotten } from '../log/forgetting-register.js'
import { indexedKey, indexedMembership, indexRow, indexVersion } from './index-row.js'
import { readLoggedEvents, type Reader } from '../read/read.js'
import { isMembershipStream } from '../log/stream-names.js'

/** Events of one step: enough to need few transactions, few enough to hold. */
const stepEvents = 2000

/** Takes the index over the next page of the log. Where another process did so before, nothing is changed. */
export const takeStep = async (
  reader: Reader,
  index: MembershipIndex,
  tenant: Tenant,
  from: Position,
): Answer<void> => {
  const page = await reader.events.readAll(tenant, from, stepEvents)
  if (page._tag === 'Left') return page
  const to = page.right.at(-1)?.position
  if (to === undefined) return left(unavailable('the log ends before its head'))
  const isForgotten = await reader.forgets.catchUp(tenant)
  if (isForgotten._tag === 'Left') return isForgotten
  const memberships = await foldPage({ reader, index, tenant, to, isForgotten: isForgotten.right }, page.right)
  if (memberships._tag === 'Left') return memberships
  const rows = [...memberships.right.values()].map(indexRow)
  const applied = await index.apply(tenant, { from, to, fold: indexVersion, rows })
  return applied._tag === 'Left' ? applied : right(undefined)
}

interface Step {
  readonly reader: Reader
  readonly index: MembershipIndex
  readonly tenant: Tenant
  readonly to: Position
  readonly isForgotten: IsForgotten
}

/** The memberships that the page touches; those with late events, and those of a forgotten person, from their streams. */
const foldPage = async (step: Step, page: readonly RecordedEvent[]): Answer<ReadonlyMap<StreamName, Membership>> => {
  const records = page.filter(({ stream }) => isMembershipStream(stream))
  const known = await step.index.get(step.tenant, [...new Set(records.map(({ stream }) => stream))])
  if (known._tag === 'Left') return known
  const memberships = new Map(known.right.map((row) => [row.stream, indexedMembership(step.tenant, row)]))
  const refold = await keysOfForgotten(step, page)
  if (refold._tag === 'Left') return refold
  for (const record of records) {
    const event = foldedEvent(step.tenant, record)
    if (event === undefined) return left(unknownRecord(record.position))
    if (refold.right.has(record.stream)) continue
    const before = memberships.get(record.stream) ?? initial(event)
    if (needsRefold(before, event)) refold.right.set(record.stream, before.key)
    else memberships.set(record.stream, evolve(before, remembered(step, event)))
  }
  for (const [stream, key] of refold.right) {
    const again = await foldStream(step, key)
    if (again._tag === 'Left') return again
    memberships.set(stream, again.right)
  }
  return right(memberships)
}

/** Who is forgotten in this page: their rows may hold a number that is to go. */
const keysOfForgotten = async (
  { index, tenant }: Step,
  page: readonly RecordedEvent[],
): Answer<Map<StreamName, MembershipKey>> => {
  const keys = new Map<StreamName, MembershipKey>()
  for (const record of page.filter(({ stream }) => stream === forgetsStream)) {
    const { customerId } = forgottenIn(tenant, record)
    const rows = await index.find(tenant, { customerId }, undefined, 10_000)
    if (rows._tag === 'Left') return rows
    for (const row of rows.right) keys.set(row.stream, indexedKey(tenant, row))
  }
  return right(keys)
}

/** Not a step further than the page: what comes behind it is folded in by its own step. */
const foldStream = async (step: Step, key: MembershipKey): Answer<Membership> => {
  const read = await readLoggedEvents(step.reader, key, { knownAt: { position: step.to } })
  if (read._tag === 'Left') return read
  const events = read.right.map(({ event }) => remembered(step, event))
  return right(foldMembership(key, events))
}

/** A forgetting counts for the index once it is recorded, whether or not the store has carried it out yet. */
const remembered = ({ isForgotten }: Step, event: PartnerProgramEvent): PartnerProgramEvent =>
  isForgotten(event.customerId, event.occurredAt) ? withoutNumber(event) : event
