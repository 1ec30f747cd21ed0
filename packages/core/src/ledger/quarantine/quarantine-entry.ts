import type { Position, RecordedEvent } from '../../store/event.js'
import type { Issue } from '../../webhook/issue.js'
import type { QuarantineReason } from './quarantined.js'
import { senderOrgsIn } from './sender-orgs.js'

/** A body that is kept apart, and what became of it. It holds no value of the body; `show` gives the body itself. */
export interface QuarantineEntry {
  /** SHA-256 of the body, in hex; `.2` and so on behind it where the body came again after it was discarded. */
  readonly id: string
  readonly reason: QuarantineReason
  readonly issues: readonly Issue[]
  /** Read leniently out of the body; never to be trusted. */
  readonly claimedOrgId?: number
  /** The organisations that its sender may speak for, where `ingest` was told; a redrive lets no other in. */
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
  /** Where the entry stands in the quarantine's log: pages are in this order. */
  readonly position: Position
}

/** The records of an entry's stream. The first has the id `quarantined`, so a body is one entry however often it comes. */
export type EntryRecord = 'quarantined' | 'seen-again' | 'redriven' | 'discarded'

/** Deliveries beyond the first that are counted. */
export const mostSeenAgain = 100

/** The entry after one more record of its stream; `undefined` while its first one has not been met. Pure and total. */
export const evolveEntry = (entry: QuarantineEntry | undefined, record: RecordedEvent): QuarantineEntry | undefined => {
  if (record.type === 'quarantined') return entry ?? openEntry(record)
  if (entry === undefined) return undefined
  switch (record.type) {
    case 'seen-again':
      return { ...entry, deliveries: entry.deliveries + 1, lastSeenAt: record.recordedAt }
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
  issues: JSON.parse(String(facts['issues'])) as Issue[],
  ...(typeof facts['claimedOrgId'] === 'number' ? { claimedOrgId: facts['claimedOrgId'] } : {}),
  ...(typeof facts['allowedOrgs'] === 'string' ? { allowedOrgs: senderOrgsIn(facts['allowedOrgs']) } : {}),
  bytes: Number(facts['bytes']),
  receivedAt: recordedAt,
  lastSeenAt: recordedAt,
  deliveries: 1,
  status: 'open',
  position,
})

const redrivenTo = ({ facts }: RecordedEvent): { readonly tenant: string; readonly position: Position } => ({
  tenant: String(facts['tenant']),
  position: Number(facts['position']),
})
