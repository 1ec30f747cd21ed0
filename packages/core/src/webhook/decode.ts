import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../membership/event.js'
import { openEnvelope } from './envelope.js'
import { eventNameOf } from './event-name.js'
import type { Issue, Warning } from './issue.js'
import { readObject } from './json.js'
import { addIssue, emptyNotes, inPathOrder, type Notes } from './notes.js'
import { type DecodeOptions, deepest, defaultFutureSkewMs, defaultMaxBytes, defaultMaxDepth } from './options.js'
import { readEvent } from './read-event.js'
import { type BodyText, readText } from './text.js'

/** An event of ours, and what was forgiven on the way: sorted by path, then kind; of very many only a hundred. */
export interface DecodedWebhook {
  readonly event: PartnerProgramEvent
  readonly warnings: readonly Warning[]
}

/**
 * The body is no event of ours. Its issues are sorted by path, then kind; of very many only the first hundred are told.
 * @remedy Let `ingest` quarantine it, and redrive it when the decoder, or an option such as `maxBytes`, has changed.
 */
export interface UndecodableWebhook {
  readonly _tag: 'UndecodableWebhook'
  readonly issues: readonly [Issue, ...Issue[]]
}

/**
 * What a delivery says, as received: one event, in either envelope. Total: every body is decoded or refused with all
 * of its issues, none thrown, and no issue and no warning holds a value of the payload. Pure where `now` is given.
 */
export const decodeWebhook = (
  body: string | Uint8Array,
  options: DecodeOptions = {},
): Either<UndecodableWebhook, DecodedWebhook> => {
  const read = readText(body, options.maxBytes ?? defaultMaxBytes)
  if (isLeft(read)) return undecodable(read.left)
  const notes = emptyNotes()
  const event = eventIn(read.right, options, notes)
  if (event !== undefined && notes.issues.length === 0) return right({ event, warnings: inPathOrder(notes.warnings) })
  const [first = noEvent, ...more] = inPathOrder(notes.issues)
  return undecodable(first, more)
}

const eventIn = (text: BodyText, options: DecodeOptions, notes: Notes): PartnerProgramEvent | undefined => {
  const body = readObject(text, Math.min(options.maxDepth ?? defaultMaxDepth, deepest), notes)
  if (body === undefined) return undefined
  const payload = openEnvelope(body, notes)
  const latest = (options.now ?? Date.now()) + (options.futureSkewMs ?? defaultFutureSkewMs)
  const { createdAt } = payload
  if (typeof createdAt === 'number' && createdAt > latest) {
    addIssue(notes, 'invalid', 'createdAt', 'ms since epoch, not in the future')
  }
  return readEvent(eventNameOf(payload, notes), payload, notes)
}

const undecodable = (first: Issue, more: readonly Issue[] = []): Either<UndecodableWebhook, never> =>
  left({ _tag: 'UndecodableWebhook', issues: [first, ...more] })

const noEvent: Issue = { kind: 'invalid', path: '', expected: 'one event, an object' }
