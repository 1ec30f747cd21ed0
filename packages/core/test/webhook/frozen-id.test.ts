import { decodeWebhook, deriveEventId } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { type DateField, dateFields } from './date-bodies.js'

const now = 1_767_225_600_000

/** The day that the first decoder read: a bare day, or the day before a space and a time of day. */
const dayAsFirstRead = (text: string): string | undefined =>
  /^(2027-\d\d-\d\d)(?: \d\d:\d\d:\d\d)?$/.exec(text.trim())?.[1]

const text = fc
  .tuple(
    fc.constantFrom('2027-10-05', '2027-01-31', 'soon', ''),
    fc.constantFrom('', ' 10:00:00', 'T10:00:00', ' 10:00:00.5', 'T10:00:00Z', ' 10:00:00+05:30', ' 10:00'),
    fc.constantFrom('', ' '),
  )
  .map((parts) => parts.join(''))

const idOf = ({ body }: DateField, given: unknown, millis: number | undefined, derive = deriveEventId): string => {
  const decoded = decodeWebhook(JSON.stringify({ ...body(given, millis), eventId: null }), { now })
  return isLeft(decoded) ? JSON.stringify(decoded.left) : derive(decoded.right.event)
}

const checked = (derive: typeof deriveEventId): boolean =>
  !fc.check(
    fc.property(
      text,
      fc.constantFrom(...dateFields),
      fc.constantFrom(undefined, 1_822_759_200_000),
      (given, field, stated) => {
        const millis = field.hasMillis ? stated : undefined
        expect(idOf(field, given, millis, derive)).toBe(idOf(field, dayAsFirstRead(given) ?? null, millis))
      },
    ),
    { numRuns: 1_000 },
  ).failed

describe('a derived id', () => {
  test('sees the dates that the first decoder read, and no others', () => {
    expect(checked(deriveEventId)).toBe(true)
  })

  test('that sees what was learned is found: sabotage', () => {
    const unmarked: typeof deriveEventId = ({ learned: _, ...event }) => deriveEventId(event)
    expect(checked(unmarked)).toBe(false)
  })
})
