import type { Issue } from '../../failure/undecodable-webhook.js'
import type { Facts, Position, RecordedEvent } from '../../store/event.js'
import { issuesIn } from './issues-text.js'
import type { QuarantineReason } from './quarantined.js'
import { senderOrgsIn, unitedOrgs } from './sender-orgs.js'

/** A quarantined body, and what became of it. It holds no value of the body; `show` gives the body itself. */
export interface QuarantineEntry {
  /** SHA-256 of the body, in hex; `.2` and so on after it where the body came again after it was discarded by age. */
  readonly id: string
  readonly reason: QuarantineReason
  /** The first ones, at most 512 bytes of them; keys that only the payload has are shown as `*`. */
  readonly issues: readonly Issue[]
  /** Read leniently out of the body; never to be trusted. */
  readonly claimedOrgId?: number
  /** The organisations that its senders may speak for, where `ingest` was given them; a redrive lets no other in. */
  readonly allowedOrgs?: readonly number[]
  /** Size of the body. */
  readonly bytes: number
  /** The store's clock at the first delivery, ms since epoch. */
  readonly receivedAt: number
  /** The same at the last delivery that was counted. */
  readonly lastSeenAt: number
  /** How often the body was delivered; counted up to 101. */
  readonly deliveries: number
  readonly status: 'open' | 'redriven' | 'discarded'
  /** `host`, `age` or `forget`. */
  readonly discardedBy?: string
  readonly redriven?: { readonly tenant: string; readonly position: Position }
  /** The entry's position in the log of the quarantine: pages are in this order. */
  readonly position: Position
}

/** The records of an entry's stream. The first has the id `quarantined`, so a body is one entry however often it comes. */
export type EntryRecord = 'quarantined' | 'seen-again' | 'redriven' | 'discarded'

/** Deliveries beyond the first that are counted. */
export const mostSeenAgain = 100

/** The entry after one more record of its stream; `undefined` before the first one. Pure and total. */
export const evolveEntry = (entry: QuarantineEntry | undefined, record: RecordedEvent): QuarantineEntry | undefined => {
  if (record.type === 'quarantined') return entry ?? openEntry(record)
  if (entry === undefined) return undefined
  switch (record.type) {
    case 'seen-again':
      return seenAgain(entry, record)
    case 'redriven':
      return { ...entry, status: 'redriven', redriven: redrivenTo(record) }
    case 'discarded':
      return { ...entry, status: 'discarded', discardedBy: String(record.facts['by']) }
    default:
      return entry
  }
}

const openEntry = ({ stream, facts, recordedAt, position }: RecordedEvent): QuarantineEntry => ({
  id: stream,
  reason: String(facts['reason']) as QuarantineReason,
  issues: issuesIn(facts['issues']),
  ...(typeof facts['claimedOrgId'] === 'number' ? { claimedOrgId: facts['claimedOrgId'] } : {}),
  ...allowedOrgs(orgsIn(facts)),
  bytes: Number(facts['bytes']),
  receivedAt: recordedAt,
  lastSeenAt: recordedAt,
  deliveries: 1,
  status: 'open',
  position,
})

const seenAgain = (entry: QuarantineEntry, { facts, recordedAt }: RecordedEvent): QuarantineEntry => {
  const { allowedOrgs: known, ...rest } = entry
  const orgs = unitedOrgs(known, orgsIn(facts))
  return { ...rest, ...allowedOrgs(orgs), deliveries: entry.deliveries + 1, lastSeenAt: recordedAt }
}

const orgsIn = (facts: Facts): readonly number[] | undefined =>
  typeof facts['allowedOrgs'] === 'string' ? senderOrgsIn(facts['allowedOrgs']) : undefined

const allowedOrgs = (orgs: readonly number[] | undefined): Pick<QuarantineEntry, 'allowedOrgs'> =>
  orgs === undefined ? {} : { allowedOrgs: orgs }

const redrivenTo = ({ facts }: RecordedEvent): { readonly tenant: string; readonly position: Position } => ({
  tenant: String(facts['tenant']),
  position: Number(facts['position']),
})
