import { foldMembership, initial, type Membership, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { historyArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { membershipText, readMembership } from '../../../src/ledger/query/membership-text.js'
import { delinked, keyOf, linked, noon } from './organisation.js'

const key = keyOf(7)

/** What a property throws whose expectation did not hold. */
const wrongAnswer: unknown = expect.objectContaining({
  cause: expect.objectContaining({ name: 'AssertionError' }) as unknown,
})

const reread = (membership: Membership): Membership => readMembership(membership.key, membershipText(membership))

/** Texts that look like what texts are made of, and any others. */
const textArbitrary = fc.oneof(
  fc.constantFrom('', '"', '\\', '[1]', 'null', '__proto__', '\u2028', '\u{1f947}', '\ud800', '0'),
  fc.string({ unit: 'binary' }),
)

/** The event with this text wherever the fold keeps one as it is. */
const stating = (event: PartnerProgramEvent, text: string | undefined): PartnerProgramEvent => {
  if (text === undefined) return event
  const named = { partnerProgramName: text, partnerProgramType: text }
  switch (event.type) {
    case 'partnerProgramUpdated':
      return { ...event, ...named, updateType: text, details: { ...event.details, membershipNumber: text } }
    case 'partnerProgramLinked':
      return { ...event, ...named, details: { ...event.details, membershipNumber: text } }
    default:
      return { ...event, ...named, eventId: `${event.eventId}${text}` }
  }
}

const membershipArbitrary: fc.Arbitrary<Membership> = fc
  .tuple(historyArbitrary(), fc.array(fc.option(textArbitrary, { nil: undefined, freq: 1 })))
  .map(([history, texts]) =>
    foldMembership(
      history.key,
      history.events.map((event, at) => stating(event, texts[at])),
    ),
  )

const readsBackWhatWasWritten = (read: (membership: Membership) => Membership, endOnFailure = false): void =>
  fc.assert(
    fc.property(membershipArbitrary, (membership) => {
      const again = read(membership)
      expect(again).toStrictEqual(membership)
      expect(JSON.stringify(again)).toBe(JSON.stringify(membership))
    }),
    { numRuns: 3000, endOnFailure },
  )

describe('the text of a membership', () => {
  it('is read back byte for byte', () => readsBackWhatWasWritten(reread), 120_000)

  it.each<[string, (membership: Membership) => Membership]>([
    [
      'the numbers of earlier periods are lost',
      (membership) => {
        const { text, numbers } = membershipText(membership)
        return readMembership(membership.key, { text, numbers: numbers.slice(0, 1) })
      },
    ],
    [
      'a period may not be without a length',
      (membership) =>
        reread({ ...membership, periods: membership.periods.filter((one) => one.openedAt !== one.closedAt) }),
    ],
    [
      'a reminder comes last',
      (membership) => {
        const { reminder, ...others } = reread(membership)
        return reminder === undefined ? others : { ...others, reminder }
      },
    ],
    [
      'an opening is always confirmed',
      (membership) => ({
        ...membership,
        periods: reread(membership).periods.map((one) => ({ ...one, certainty: 'confirmed' as const })),
      }),
    ],
    [
      'ids are told apart by half of them',
      (membership) => {
        const { text, numbers } = membershipText(membership)
        return readMembership(membership.key, { text: text.replace(/-[0-9a-f]{12}"/, '"'), numbers })
      },
    ],
  ])('which is seen to fail where %s', (_, broken) => {
    expect(() => readsBackWhatWasWritten(broken, true)).toThrow(wrongAnswer)
  })

  it('says nothing of a membership without events', () => {
    expect(reread(initial(key))).toStrictEqual(initial(key))
  })

  it('holds neither the key nor a membership number', () => {
    const periods = [
      linked(7, { eventId: 'a', occurredAt: noon - 3 }, { membershipNumber: 'M-1' }),
      delinked(7, noon - 2),
      linked(7, { eventId: 'b', occurredAt: noon - 1 }, { membershipNumber: 'M-2' }),
      linked(7, { eventId: 'c', occurredAt: noon }, { membershipNumber: 'M-1' }),
    ]
    const membership = foldMembership(key, periods)
    const { text, numbers } = membershipText(membership)
    expect(numbers).toEqual(['M-1', 'M-2'])
    expect(text).not.toMatch(/M-|855|50191/)
    expect(reread(membership)).toStrictEqual(membership)
  })

  it('is read without the numbers that are missing', () => {
    const membership = foldMembership(key, [linked(7, {}, { membershipNumber: 'M-1', partnerTierNumber: 0 })])
    const { text } = membershipText(membership)
    expect(readMembership(key, { text, numbers: [] })).toStrictEqual(
      foldMembership(key, [linked(7, {}, { partnerTierNumber: 0 })]),
    )
  })
})
