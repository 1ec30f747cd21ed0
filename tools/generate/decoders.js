import { capital } from './paths.js'
import { readRequired } from './required.js'
import { newScope, withLocals } from './scope.js'

/**
 * @import { Codec } from '../../packages/core/src/webhook/codec/combinators.js'
 * @import { Scope } from './scope.js'
 */

/**
 * What the decoders are generated from: every codec by its exported name, the codec of each event, and the keys of a
 * payload.
 * @typedef {{
 *   readonly codecs: Readonly<Record<string, unknown>>,
 *   readonly payloads: Readonly<Record<string, Codec>>,
 *   readonly payloadKeys: readonly string[],
 * }} Sources
 */

/**
 * The text of `webhook/generated/decoders.ts`, unformatted: a decoder for each event, and the merge of two envelopes.
 * @param {Sources} sources
 * @returns {string}
 */
export const generateDecoders = ({ codecs, payloads, payloadKeys }) => {
  const scope = newScope(codecs)
  const decoders = Object.entries(payloads).map(([type, codec]) => decoderOf(type, codec, scope))
  const table = tableOf(Object.keys(payloads))
  const body = [mergeOf(payloadKeys), ...decoders, ...scope.functions(), table].join('\n')
  return [header, importsOf(scope.leaves()), typesOf(scope.types()), body].join('\n')
}

const header = `// Generated from the codecs in ../codec/payload.ts by \`pnpm generate\`. Do not edit: change the codecs and generate anew.
// A test compares this file with what the codecs give.
`

/** @param {readonly string[]} leaves */
const importsOf = (leaves) => `
  import type { EventType, PartnerProgramEvent } from '../../membership/event.js'
  import { isCreatedAt, isEventId, lastInstant } from '../codec/identity.js'
  import { isListOfObjects, leaveOut, readLenient, readList } from '../codec/lenient-reading.js'
  import { isBareDay } from '../codec/memoized-day.js'
  import type * as codecs from '../codec/payload.js'
  import type { Stated } from '../codec/read-of.js'
  import { isStorableText, storableText, ${leaves.join(', ')} } from '../codec/values.js'
  import type { DateText } from '../date-text.js'
  import { type DecodeContext, printable } from '../decode-context.js'
  import type { Mutable } from '../details.js'
  import { isObject } from '../json-equal.js'
  import { toEvent } from '../to-event.js'
`

/** @param {readonly string[]} types */
const typesOf = (types) => `
  type JsonObject = Readonly<Record<string, unknown>>

  /** Reads a payload of one event; \`undefined\` where it is ill typed. Warnings go into the context. */
  type Decoder = (payload: unknown, context: DecodeContext) => PartnerProgramEvent | undefined

  ${types.join('\n')}
`

/** @param {readonly string[]} keys */
const mergeOf = (keys) => `
  /** Merges the two objects of an envelope. A value within wins, unless it is absent or null. */
  export const mergeEnvelope = (inner: JsonObject, outer: JsonObject): JsonObject => ({
    ${keys.map((key) => `${key}: inner.${key} ?? outer.${key},`).join('\n')}
  })
`

/**
 * @param {string} type
 * @param {Codec} codec
 * @param {Scope} scope
 */
const decoderOf = (type, codec, scope) => {
  const { statements, result } = readRequired(codec, 'payload', '', scope)
  return `
    /** Reads the payload of a \`${type}\`; \`undefined\` where it is ill typed. */
    const decode${capital(type)}: Decoder = (payload, context) => {
      ${withLocals(`${statements}\nreturn toEvent('${type}', ${result}, context)`)}
    }
  `
}

/** @param {readonly string[]} types */
const tableOf = (types) => `
  /** The decoder of each event. A decoder returns \`undefined\` for exactly those payloads that the event's codec refuses. */
  export const decoders: Readonly<Record<EventType, Decoder>> = {
    ${types.map((type) => `${type}: decode${capital(type)},`).join('\n')}
  }
`
