import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'

import type { Issue, UndecodableWebhook } from '../failure/undecodable-webhook.js'
import type { PartnerProgramEvent } from '../membership/event.js'
import { addIssue, type DecodeContext, inPathOrder, newDecodeContext } from './decode-context.js'
import { openEnvelope } from './envelope.js'
import { eventNameOf } from './event-name.js'
import type { UnknownEvent, Warning } from './issue.js'
import { readObject } from './json.js'
import { type DecodeOptions, deepest, defaultFutureSkewMs, defaultMaxBytes, defaultMaxDepth } from './options.js'
import { readEvent } from './read-event.js'
import { type BodyText, readText } from './text.js'
import { unknownEventOf } from './unknown-event.js'

/** A decoded event, with warnings sorted by path, then kind; at most a hundred are reported. */
export interface DecodedWebhook {
  readonly event: PartnerProgramEvent
  readonly warnings: readonly Warning[]
}

/**
 * Decodes one webhook body, as received, in either envelope. Total: every body is decoded or refused with all of its
 * issues, and nothing is thrown. No issue and no warning holds a value of the payload. Pure where `now` is given.
 */
export const decodeWebhook = (
  body: string | Uint8Array,
  options: DecodeOptions = {},
): Either<UndecodableWebhook, DecodedWebhook> => decodeInContext(body, options, newDecodeContext())

/** A decoding, and the event that it found where its name is unknown. */
export interface DecodedDelivery {
  readonly decoded: Either<UndecodableWebhook, DecodedWebhook>
  /** Stands beside the issues because it holds the name, which is a value of the payload. */
  readonly unknownEvent: UnknownEvent | undefined
}

/** Decodes as `decodeWebhook` does, and describes the event of an unknown name without parsing the body again. */
export const decodeDelivery = (body: string | Uint8Array, options: DecodeOptions = {}): DecodedDelivery => {
  const context = newDecodeContext()
  return { decoded: decodeInContext(body, options, context), unknownEvent: context.unknownEvent }
}

const decodeInContext = (
  body: string | Uint8Array,
  options: DecodeOptions,
  context: DecodeContext,
): Either<UndecodableWebhook, DecodedWebhook> => {
  const read = readText(body, options.maxBytes ?? defaultMaxBytes)
  if (isLeft(read)) return undecodable([read.left])
  const payload = payloadOf(read.right, options, context)
  if (payload === undefined) return undecodable(context.issues)
  const type = eventNameOf(payload, context)
  const event = readEvent(type, payload, context)
  if (event !== undefined && context.issues.length === 0)
    return right({ event, warnings: inPathOrder(context.warnings) })
  if (type === 'unknown') context.unknownEvent = unknownEventOf(payload)
  return undecodable(context.issues)
}

const payloadOf = (
  text: BodyText,
  options: DecodeOptions,
  context: DecodeContext,
): Readonly<Record<string, unknown>> | undefined => {
  const body = readObject(text, Math.min(options.maxDepth ?? defaultMaxDepth, deepest), context)
  if (body === undefined) return undefined
  const payload = openEnvelope(body, context)
  const latest = (options.now ?? Date.now()) + (options.futureSkewMs ?? defaultFutureSkewMs)
  const { createdAt } = payload
  if (typeof createdAt === 'number' && createdAt > latest) {
    addIssue(context, 'invalid', 'createdAt', 'ms since epoch, not in the future')
  }
  return payload
}

const undecodable = (issues: readonly Issue[]): Either<UndecodableWebhook, never> => {
  const [first = noEvent, ...more] = inPathOrder(issues)
  return left({ _tag: 'UndecodableWebhook', issues: [first, ...more] })
}

const noEvent: Issue = { kind: 'invalid', path: '', expected: 'one event, an object' }
