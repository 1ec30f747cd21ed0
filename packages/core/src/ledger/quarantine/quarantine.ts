import { createHash } from 'node:crypto'

import { left, right } from 'fp-ts/lib/Either.js'

import type { Facts, NewEvent } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import type { Outcome } from '../../store/outcome.js'
import { outcomeUnknown, storeFull } from '../../store/store-error.js'
import type { Issue } from '../../webhook/issue.js'
import { claimed } from './claimed.js'
import { mostSeenAgain, type EntryRecord } from './quarantine-entry.js'
import { type QuarantineRegister, quarantineRegister } from './quarantine-register.js'
import { type SenderOrgs, senderOrgsText } from './sender-orgs.js'
import type { Quarantined, QuarantineReason } from './quarantined.js'
import { quarantineTenant } from '../log/stream-names.js'

/** How much the quarantine holds before it is full. */
export interface QuarantineLimits {
  readonly maxEntries: number
  readonly maxBytes: number
  /** An open entry older than this (ms) is discarded when room is made. */
  readonly maxAgeMs: number
}

/** The bodies kept apart, as records of a tenant of the same log. */
export interface Quarantine {
  readonly register: QuarantineRegister
  /** Keeps the body as an entry, or counts it once more. `StoreFull` where the limits leave no room for a new one. */
  keep(
    body: Uint8Array,
    reason: QuarantineReason,
    issues: readonly Issue[],
    senderOrgs?: SenderOrgs,
  ): Answer<Quarantined>
  /** The same for a person who is forgotten: the entry ends at once, and its body is never stored. */
  keepForgotten(body: Uint8Array, reason: QuarantineReason): Answer<Quarantined>
  /** Keeps name, time and hash of a body, and not the body. */
  note(body: Uint8Array): Answer<void>
  /** Marks the entry and drops its body; a mark that is there already stays as it is. */
  mark(entry: string, record: Exclude<EntryRecord, 'quarantined' | 'seen-again'>, facts: Facts): Answer<void>
  /** Drops the body of an entry that has ended: what a crash behind its mark left undone. */
  dropBody(entry: string): Answer<void>
  /** Does so for every such entry. */
  dropBodies(): Answer<void>
}

export const quarantine = (events: EventStore, limits: QuarantineLimits, clock: () => number): Quarantine => {
  const register = quarantineRegister(events)

  const append = async (stream: string, event: Omit<NewEvent, 'schema' | 'occurredAt'>): Answer<Outcome> => {
    const written = await events.append(quarantineTenant, [
      { stream, expected: 'any', event: { ...event, schema: 1, occurredAt: clock() } },
    ])
    return written._tag === 'Left' ? written : right(written.right[0])
  }

  const dropBody = async (entry: string): Answer<void> => {
    register.undropped.add(entry)
    const dropped = await events.forget(quarantineTenant, entry, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    if (dropped._tag === 'Right') register.undropped.delete(entry)
    return dropped
  }

  const dropBodies = async (): Answer<void> => {
    const known = await register.catchUp()
    if (known._tag === 'Left') return known
    for (const entry of [...register.undropped]) {
      const dropped = await dropBody(entry)
      if (dropped._tag === 'Left') return dropped
    }
    return right(undefined)
  }

  const mark: Quarantine['mark'] = async (entry, record, facts) => {
    const written = await append(entry, { id: record, type: record, facts })
    return written._tag === 'Left' ? written : dropBody(entry)
  }

  const seenAgain = async (entry: string): Answer<void> => {
    const known = await register.catchUp()
    if (known._tag === 'Left') return known
    let next = register.get(entry)?.deliveries ?? 1
    for (; next <= mostSeenAgain; next += 1) {
      const written = await append(entry, { id: `seen-again:${next}`, type: 'seen-again', facts: {} })
      if (written._tag === 'Left') return written
      if (written.right._tag === 'appended') break
    }
    return right(undefined)
  }

  /** A body that comes again after it was discarded is kept anew, as another entry; one that was forgotten is not. */
  const entryOf = (body: Uint8Array): string => {
    const first = entryId(body)
    for (let life = 1; ; life += 1) {
      const entry = life === 1 ? first : `${first}.${life}`
      const discardedBy = register.get(entry)?.discardedBy
      if (discardedBy === undefined || discardedBy === 'forget') return entry
    }
  }

  const makeRoom = async (bytes: number): Answer<boolean> => {
    const known = await dropBodies()
    if (known._tag === 'Left') return known
    for (const { id, receivedAt } of register.open()) {
      if (receivedAt + limits.maxAgeMs > clock()) break
      const discarded = await mark(id, 'discarded', { by: 'age' })
      if (discarded._tag === 'Left') return discarded
    }
    const now = await register.catchUp()
    if (now._tag === 'Left') return now
    return right(register.room.entries < limits.maxEntries && register.room.bytes + bytes <= limits.maxBytes)
  }

  const open = async (
    body: Uint8Array,
    reason: QuarantineReason,
    issues: readonly Issue[],
    stored: Pick<NewEvent, 'body'>,
    senderOrgs: SenderOrgs,
  ): Answer<Quarantined> => {
    const room = await makeRoom(body.byteLength)
    if (room._tag === 'Left') return room
    const entry = entryOf(body)
    if (register.get(entry) === undefined && !room.right) return left(storeFull)
    const { orgId } = claimed(body)
    const facts = {
      reason,
      issues: issuesText(issues),
      bytes: body.byteLength,
      ...(orgId === undefined ? {} : { claimedOrgId: orgId }),
      ...(senderOrgs === undefined ? {} : { allowedOrgs: senderOrgsText(senderOrgs) }),
    }
    const written = await append(entry, { id: 'quarantined', type: 'quarantined', facts, ...stored })
    if (written._tag === 'Left') return written
    if (written.right._tag === 'conflict') return left(outcomeUnknown('a conflict where any version was expected'))
    const receipt = { _tag: 'Quarantined', entry, reason, issues } as const
    if (written.right._tag === 'appended') return right(receipt)
    const counted = await seenAgain(entry)
    return counted._tag === 'Left' ? counted : right({ ...receipt, again: true })
  }

  return {
    register,
    mark,
    dropBody,
    dropBodies,
    keep: (body, reason, issues, senderOrgs) => open(body, reason, issues, { body }, senderOrgs),
    keepForgotten: async (body, reason) => {
      const receipt = await open(body, reason, [], {}, undefined)
      if (receipt._tag === 'Left') return receipt
      const ended = await mark(receipt.right.entry, 'discarded', { by: 'forget' })
      return ended._tag === 'Left' ? ended : receipt
    },
    note: async (body) => {
      const { eventName } = claimed(body)
      const facts = eventName === undefined ? {} : { eventName }
      const written = await append(entryId(body), { id: 'noted', type: 'noted', facts })
      return written._tag === 'Left' ? written : right(undefined)
    },
  }
}

/** Bytes of the issues that an entry keeps. */
const longestIssues = 16_384

/** The issues as an entry keeps them: of very many at very long paths only the first ones. */
const issuesText = (issues: readonly Issue[]): string => {
  const text = JSON.stringify(issues)
  return Buffer.byteLength(text) <= longestIssues ? text : issuesText(issues.slice(0, issues.length / 2))
}

/** A body is one entry however often it comes, until it is discarded: its SHA-256 in hex names it. */
export const entryId = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')
