import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { storeLimits } from '../../store/limits.js'
import type { IngestContext } from './ingest-context.js'
import type { Oversized, Rejected } from './classify.js'
import type { Receipt } from './receipt.js'

/** Keeps, notes, ignores or refuses a body that cannot be a fact, as the host chose. */
export const quarantineBody = (door: IngestContext, verdict: Rejected | Oversized): Answer<Receipt> => {
  if (verdict._tag === 'Oversized') return Promise.resolve(right(refuse(door)))
  return verdict.reason === 'unknown-event'
    ? keepUnknown(door, verdict)
    : door.quarantine.keep(verdict.body, verdict.reason, verdict.issues, verdict.senderOrgs)
}

const refuse = (door: IngestContext): Receipt => {
  door.unkept.refused += 1
  door.logger({ level: 'warn', code: 'refused-too-large', maxBytes: storeLimits.bodyBytes })
  return { _tag: 'Refused', reason: 'too-large', maxBytes: storeLimits.bodyBytes }
}

const keepUnknown = async (door: IngestContext, { body, reason, issues, senderOrgs }: Rejected): Answer<Receipt> => {
  if (door.unknownEvents === 'ignore') {
    door.unkept.ignored += 1
    return right(ignored)
  }
  if (door.unknownEvents === 'note') return noteUnknown(door, body)
  const kept = await door.quarantine.keep(body, reason, issues, senderOrgs)
  // Events of other names must never hold up the four: without room for them they are only noted.
  return kept._tag === 'Left' && kept.left._tag === 'StoreFull' ? noteUnknown(door, body) : kept
}

const noteUnknown = async (door: IngestContext, body: Uint8Array): Answer<Receipt> => {
  const noted = await door.quarantine.note(body)
  return noted._tag === 'Left' ? left(noted.left) : right(ignored)
}

const ignored: Receipt = { _tag: 'Ignored', reason: 'unknown-event' }
