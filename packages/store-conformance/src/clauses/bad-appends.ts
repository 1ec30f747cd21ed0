import { inspect } from 'node:util'

import { type Append, type Facts, storeLimits } from '@partner-ledger/core/store'

import { appendOf, eventOf } from '../event.js'

/** Names and ids that no store takes, each with a word for it. */
export const badTexts = (maxBytes: number): readonly (readonly [string, string])[] => [
  ['empty', ''],
  ['too long', 'a'.repeat(maxBytes + 1)],
  ['too many bytes', '\u20ac'.repeat(Math.ceil((maxBytes + 1) / 3))],
  ['too many bytes in pairs', '\u{1f600}'.repeat(Math.ceil((maxBytes + 1) / 4))],
  ['with NUL', 'a\0b'],
  ['with half a pair', 'a\ud83d'],
  ['with the other half', '\ude00b'],
  ['no text', 7 as unknown as string],
]

/** An Append for each rule that an argument can break, with a word for it. */
export const badAppends = (): readonly (readonly [string, Append])[] => {
  const good = appendOf('orders', 'any', eventOf('bad'))
  const event = (name: string, part: Record<string, unknown>) =>
    [name, { ...good, event: { ...good.event, ...part } }] as const
  const facts = (name: string, record: Record<string, unknown>) =>
    (['facts', 'personal'] as const).map((part) => event(`${part} ${name}`, { [part]: record }))
  const append = (name: string, part: Record<string, unknown>) => [name, { ...good, ...part }] as const

  return [
    ...badTexts(storeLimits.nameBytes).map(([name, stream]) => append(`stream ${name}`, { stream })),
    ...[-1, 1.5, NaN, 2 ** 53, '1', null].map((expected) => append(`expected ${expected}`, { expected })),
    ...[-1, 1.5, NaN, 2 ** 53].map((recordedAt) => append(`recordedAt ${recordedAt}`, { recordedAt })),
    ...badTexts(storeLimits.idBytes).map(([name, id]) => event(`id ${name}`, { id })),
    ...badTexts(storeLimits.nameBytes).map(([name, type]) => event(`type ${name}`, { type })),
    ...[1.5, NaN, Infinity, 2 ** 53, '5'].map((occurredAt) => event(`occurredAt ${occurredAt}`, { occurredAt })),
    ...[0, -1, 1.5, NaN].map((schema) => event(`schema ${schema}`, { schema })),
    ...['Big', 'a-b', '9a', '', '__proto__', 'a.b'].flatMap((key) => facts(`key '${key}'`, withKey(key))),
    ...[null, undefined, true, 1.5, NaN, 2 ** 53, {}, []].flatMap((value) =>
      facts(`value ${inspect(value)}`, { a: value }),
    ),
    ...['a\0b', '\ud83d'].flatMap((text) => facts('text that no store takes', { a: text })),
    ...facts('too many', Object.fromEntries(Array.from({ length: storeLimits.factKeys + 1 }, (_, n) => [`k${n}`, n]))),
    ...facts('too large', { a: 'x'.repeat(storeLimits.textBytes + 1) }),
    ...facts('too large in bytes', { a: '\u20ac'.repeat(Math.ceil((storeLimits.textBytes + 1) / 3)) }),
    event('body too large', { body: new Uint8Array(storeLimits.bodyBytes + 1) }),
  ]
}

/** An object that really has this key of its own, `__proto__` too. */
const withKey = (key: string): Facts => Object.fromEntries([[key, 'x']])
