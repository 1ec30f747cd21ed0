import { left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { evolve } from '../../membership/evolve.js'
import { foldMembership, needsRefold } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import { initial, type Membership } from '../../membership/membership.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, StreamName, Tenant } from '../../store/event.js'
import type { IndexCheckpoint, MembershipIndex } from '../../store/index/membership-index.js'
import type { LogMark, LogState, Page } from '../../store/page.js'
import type { MembershipCache } from '../change/membership-cache.js'
import { withoutNumber } from '../log/event-record.js'
import { correctedKey, isCorrection } from '../log/correction.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import { forgottenIn, forgottenType } from '../log/person-forgotten.js'
import { foldedEvent, unknownRecord } from '../log/recorded-event.js'
import { isMembershipStream } from '../log/stream-names.js'
import { readStoredEvents, type Reader } from '../read/read.js'
import { indexedKey, indexedMembership, indexRow, indexVersion } from './index-row.js'
import type { PersonsRead } from './persons-read.js'

/** Events of one step: enough to need few transactions, few enough to hold. */
const stepEvents = 2000

/** What an index is brought forward with. */
export interface StepContext {
  readonly reader: Reader
  readonly persons: PersonsRead
  /** Memberships as of recent steps, so that a step need not read them from the index. */
  readonly cache: MembershipCache
  /** Where the last step of a tenant ended: `cache` and `persons` hold for a step that begins with that very event. */
  readonly reached: Map<Tenant, LogMark>
}

/**
 * What a step came to. `behind`: the index was moved meanwhile by another process. `foreign`: the mark of the index is
 * not in the log.
 */
export interface StepTaken {
  readonly log: LogState
  readonly outcome:
    | { readonly _tag: 'at-head' | 'behind' | 'foreign' }
    | { readonly _tag: 'applied'; readonly stand: IndexCheckpoint }
}

/** Takes the index over the next page of the log. */
export const takeStep = async (
  context: StepContext,
  rows: MembershipIndex,
  tenant: Tenant,
  from: IndexCheckpoint,
): Answer<StepTaken> => {
  const { reader, persons, cache, reached } = context
  if (!isSameMark(reached.get(tenant), from)) forgetSteps(context, tenant)
  const read = await reader.events.readAll(tenant, from.position, stepEvents)
  if (read._tag === 'Left') return read
  const page = read.right
  const log: LogState = { epoch: page.epoch, head: page.head }
  if (from.position > 0 && page.at !== from.id) {
    forgetSteps(context, tenant)
    return right({ log, outcome: { _tag: 'foreign' } })
  }
  const last = page.events.at(-1)
  if (last === undefined) return right({ log, outcome: { _tag: 'at-head' } })
  const isForgotten = await persons.upTo(tenant, from.position, page)
  if (isForgotten._tag === 'Left') return isForgotten
  const step: Step = { context, rows, tenant, to: last.position, isForgotten: isForgotten.right }
  const memberships = await foldPage(step, page)
  if (memberships._tag === 'Left') return memberships
  const to = { epoch: page.epoch, position: last.position, id: last.id }
  const applied = await rows.apply(tenant, {
    from,
    to,
    foldVersion: indexVersion,
    rows: [...memberships.right.values()].map(indexRow),
  })
  if (applied._tag === 'Left') return applied
  if (applied.right === 'behind') return right({ log, outcome: { _tag: 'behind' } })
  const versions = new Map(page.events.map(({ stream, version }) => [stream, version]))
  for (const [stream, membership] of memberships.right)
    cache.keep(tenant, stream, versions.get(stream) ?? 0, membership)
  reached.set(tenant, to)
  return right({ log, outcome: { _tag: 'applied', stand: { ...to, foldVersion: indexVersion } } })
}

const isSameMark = (mark: LogMark | undefined, { epoch, position, id }: IndexCheckpoint): boolean =>
  mark?.position === position && mark.epoch === epoch && mark.id === id

/** The index was moved by another process, or the log went back and grew again. */
const forgetSteps = ({ cache, persons, reached }: StepContext, tenant: Tenant): void => {
  cache.clear(tenant)
  persons.clear(tenant)
  reached.delete(tenant)
}

interface Step {
  readonly context: StepContext
  readonly rows: MembershipIndex
  readonly tenant: Tenant
  readonly to: Position
  readonly isForgotten: IsForgotten
}

/** The memberships that the page touches; those with late or corrected events, and of forgotten persons, from their streams. */
const foldPage = async (step: Step, page: Page): Answer<ReadonlyMap<StreamName, Membership>> => {
  const refold = await keysOfForgotten(step, page.events)
  if (refold._tag === 'Left') return refold
  const records = page.events.filter(({ stream }) => isMembershipStream(stream))
  const known = await membershipsBefore(step, records)
  if (known._tag === 'Left') return known
  const memberships = known.right
  for (const record of records) {
    if (isCorrection(record)) {
      refold.right.set(record.stream, correctedKey(step.tenant, record))
      continue
    }
    const event = foldedEvent(step.tenant, record)
    if (event === undefined) return left(unknownRecord(record.position))
    if (refold.right.has(record.stream)) continue
    const before = memberships.get(record.stream) ?? initial(event)
    if (needsRefold(before, event)) refold.right.set(record.stream, before.key)
    else memberships.set(record.stream, evolve(before, impersonal(step, event)))
  }
  for (const [stream, key] of refold.right) {
    const again = await foldStream(step, key)
    if (again._tag === 'Left') return again
    memberships.set(stream, again.right)
  }
  return right(memberships)
}

/** The memberships as they stood before these records: from the cache, the rest from the index in one call. */
const membershipsBefore = async (
  { context, rows, tenant }: Step,
  records: readonly RecordedEvent[],
): Answer<Map<StreamName, Membership>> => {
  const found = new Map<StreamName, Membership>()
  const wanted = new Set<StreamName>()
  for (const { stream, version } of records) {
    if (found.has(stream) || wanted.has(stream) || version === 1) continue
    const cached = context.cache.at(tenant, stream, version - 1)
    if (cached === undefined) wanted.add(stream)
    else found.set(stream, cached)
  }
  if (wanted.size === 0) return right(found)
  const stored = await rows.get(tenant, [...wanted])
  if (stored._tag === 'Left') return stored
  for (const row of stored.right.rows) found.set(row.stream, indexedMembership(tenant, row))
  return right(found)
}

/** Whose rows may hold a number that this page forgets. */
const keysOfForgotten = async (
  { context, rows, tenant }: Step,
  records: readonly RecordedEvent[],
): Answer<Map<StreamName, MembershipKey>> => {
  const keys = new Map<StreamName, MembershipKey>()
  for (const record of records.filter(({ type }) => type === forgottenType)) {
    const { orgId, customerId } = forgottenIn(tenant, record)
    context.cache.drop(orgId, customerId)
    for (let after; ; ) {
      const found = await rows.find(tenant, { customerId }, after, 1000)
      if (found._tag === 'Left') return found
      for (const row of found.right.rows) keys.set(row.stream, indexedKey(tenant, row))
      after = found.right.rows.at(-1)
      if (after === undefined || found.right.rows.length < 1000) break
    }
  }
  return right(keys)
}

/** Folds no event after the page: those belong to the next step. */
const foldStream = async (step: Step, key: MembershipKey): Answer<Membership> => {
  const read = await readStoredEvents(step.context.reader, key, { knownAt: { position: step.to } })
  if (read._tag === 'Left') return read
  return right(
    foldMembership(
      key,
      read.right.map(({ event }) => impersonal(step, event)),
    ),
  )
}

/** A forgetting counts for the index once it is recorded, whether or not the store has carried it out yet. */
const impersonal = ({ isForgotten }: Step, event: PartnerProgramEvent): PartnerProgramEvent =>
  isForgotten(event.customerId, event.occurredAt) ? withoutNumber(event) : event
