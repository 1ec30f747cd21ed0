import { decodeWebhook } from '@partner-ledger/core/webhook'
import { Temporal } from '@js-temporal/polyfill'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { dateFields, type DateField, type Envelope, envelopes, wrapped } from './date-bodies.js'

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

/** Real days and impossible ones, in the years 0000 to 9999. */
const day = fc
  .tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
  .map(([year, month, date]) => `${pad(year, 4)}-${pad(month)}-${pad(date)}`)

const realDay = fc
  .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, date]) => Temporal.PlainDate.from({ year, month, day: date }).toString())

const clock = fc
  .tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  .map((parts) => parts.map((part) => pad(part)).join(':'))

const offset = fc
  .tuple(
    fc.constantFrom('+', '-'),
    fc.integer({ min: 0, max: 24 }),
    fc.constantFrom(':', ''),
    fc.integer({ min: 0, max: 60 }),
  )
  .map(([sign, hours, colon, minutes]) => `${sign}${pad(hours)}${colon}${pad(minutes)}`)

const separator = fc.oneof({ arbitrary: fc.constantFrom(' ', 'T'), weight: 9 }, fc.constantFrom('', '  ', 't', '_'))
const fraction = fc.oneof(
  fc.constant(''),
  fc.constantFrom('.0', '.5', '.999', '.123456789'),
  fc.constantFrom('.', ',5', '.x'),
)
const zone = fc.oneof(fc.constantFrom('', 'Z'), offset, fc.constantFrom(' Z', 'z', '+05', 'UTC', '[UTC]'))
const space = fc.constantFrom('', '', ' ', '\t ', '\u00a0', '\ufeff')

/** Texts of every form that a date may have, and of forms near them. */
const text = fc.oneof(
  fc.tuple(space, fc.oneof(day, realDay), space).map((parts) => parts.join('')),
  fc.tuple(space, fc.oneof(day, realDay), separator, clock, fraction, zone, space).map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    ' ',
    '\u2003',
    'soon',
    'null',
    '0',
    '1822759200000',
    '05/10/2027',
    '20271005',
    '2027-10',
    '2027-W05',
  ),
  fc.string({ maxLength: 12 }),
)

interface Facts {
  readonly date?: string
  readonly time?: string
  readonly millis?: number
  readonly unread?: true
  readonly learned?: readonly string[]
}

/** What the rules say of a date text, in the words of Temporal. `beside`: the milliseconds that stand beside it. */
const factsBy = (given: string, field: DateField, beside: number | undefined): Facts => {
  const stated = beside === undefined ? {} : { millis: beside }
  const trimmed = given.trim()
  if (trimmed === '') return stated
  const [, date, rest = ''] = /^(\d{4}-\d{2}-\d{2})(.*)$/su.exec(trimmed) ?? []
  const plain = date === undefined ? undefined : realDate(date)
  const unread = { ...stated, ...(beside === undefined ? { unread: true as const } : {}) }
  if (plain === undefined) return unread
  if (rest === '') return { date: plain.toString(), ...stated }
  const [, mark, time = '', digits, zoned] =
    /^([ T])(\d\d:\d\d:\d\d)(?:[.](\d+))?(Z|[+-]\d\d:?\d\d)?$/u.exec(rest) ?? []
  const local = mark === undefined ? undefined : realTime(time)
  if (local === undefined) return unread
  if (zoned === undefined) {
    const isLearned = mark === 'T' || digits !== undefined
    const day = { date: plain.toString(), time: local.toString({ smallestUnit: 'second' }), ...stated }
    return isLearned ? { ...day, learned: [`${field.name}Date`] } : day
  }
  const instant = realInstant(`${plain.toString()}T${time}${zoned}`)
  if (instant === undefined) return unread
  return beside === undefined ? { millis: instant, learned: [`${field.name}DateInMillis`] } : stated
}

const realDate = (given: string): Temporal.PlainDate | undefined =>
  given.startsWith('0000') ? undefined : attempt(() => Temporal.PlainDate.from(given, { overflow: 'reject' }))

/** Temporal takes a sixtieth second for the one before it. */
const realTime = (given: string): Temporal.PlainTime | undefined =>
  given.endsWith(':60') ? undefined : attempt(() => Temporal.PlainTime.from(given, { overflow: 'reject' }))

const realInstant = (given: string): number | undefined => attempt(() => Temporal.Instant.from(given).epochMilliseconds)

const attempt = <A>(read: () => A): A | undefined => {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError)
    return undefined
  }
}

interface Outcome {
  readonly facts: Facts
  readonly warnings: readonly string[]
}

const outcomeOf = (
  given: string,
  field: DateField,
  envelope: Envelope,
  beside: number | undefined,
): Outcome | string => {
  const decoded = decodeWebhook(JSON.stringify(wrapped(field.body(given, beside), envelope)), {
    now: 1_767_225_600_000,
  })
  if (isLeft(decoded)) return JSON.stringify(decoded.left)
  const { event, warnings } = decoded.right
  return {
    facts: { ...field.factsOf(event), ...(event.learned === undefined ? {} : { learned: event.learned }) },
    warnings: warnings.filter(({ path }) => path === field.path).map(({ kind }) => kind),
  }
}

const expectedOf = (given: string, field: DateField, beside: number | undefined): Outcome => {
  const facts = factsBy(given, field, beside)
  const isBlank = given.trim() === ''
  const isUnread = !isBlank && factsBy(given, field, undefined).unread === true
  return { facts, warnings: isBlank ? ['empty'] : isUnread ? ['unread-date'] : [] }
}

type Decode = (given: string, field: DateField, envelope: Envelope, beside: number | undefined) => Outcome | string

const beside = fc.oneof(fc.constant(undefined), fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }))

type Checked = Pick<fc.RunDetails<unknown>, 'failed' | 'counterexample' | 'errorInstance'>

const checked = (decode: Decode): Checked =>
  fc.check(
    fc.property(
      text,
      fc.constantFrom(...dateFields),
      fc.constantFrom(...envelopes),
      beside,
      (given, field, envelope, stated) => {
        const millis = field.hasMillis ? stated : undefined
        expect(decode(given, field, envelope, millis)).toEqual(expectedOf(given, field, millis))
      },
    ),
    { numRuns: 3_000 },
  )

describe('a date', () => {
  test('is read as the rules say, in every form, field and envelope', () => {
    const { failed, counterexample, errorInstance } = checked(outcomeOf)
    expect([failed, counterexample, errorInstance]).toEqual([false, null, null])
  })

  const twin =
    (change: (outcome: Outcome, given: string) => Outcome): Decode =>
    (given, field, envelope, stated) => {
      const outcome = outcomeOf(given, field, envelope, stated)
      return typeof outcome === 'string' ? outcome : change(outcome, given)
    }

  const withoutFact = (name: keyof Facts): Decode =>
    twin(({ facts, warnings }) => {
      const { [name]: _, ...rest } = facts
      return { facts: rest, warnings }
    })

  test.each<readonly [string, Decode]>([
    ['drops times of day', withoutFact('time')],
    ['takes an unread text for none', withoutFact('unread')],
    ['marks nothing as learned', withoutFact('learned')],
    ['drops instants', withoutFact('millis')],
    ['does not trim', twin((outcome, given) => (given === given.trim() ? outcome : { facts: {}, warnings: [] }))],
    ['warns of nothing', twin(({ facts }) => ({ facts, warnings: [] }))],
    ['reads one text as another', (_, field, envelope, stated) => outcomeOf('2027-10-05', field, envelope, stated)],
  ])('a decoder that %s is found: sabotage', (_, decode) => {
    expect(checked(decode).failed).toBe(true)
  })
})
