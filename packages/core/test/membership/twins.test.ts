import {
  type Details,
  foldMembership,
  type Membership,
  needsRefold,
  type PartnerProgramEvent,
  timeline,
  transitions,
} from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { key, linked, reminder, updated } from './sample.js'

const ids = (...events: readonly PartnerProgramEvent[]): readonly string[] =>
  timeline(key, events).entries.map(({ event }) => event.eventId)
const sent = (eventId: string, details: Details = {}, stated = {}): PartnerProgramEvent =>
  updated(5, details, { eventId, ...stated })
const day = { membershipExpiryDate: '2026-12-31' }
const millis = { membershipExpiryDateInMillis: 7 }

describe('a fact that was sent with an id and without one', () => {
  test('is folded once, under the given id, in whatever order they come', () => {
    expect(ids(sent('given', day), sent('d1:x', day))).toEqual(['given'])
    expect(ids(sent('d1:x', day), sent('given', day))).toEqual(['given'])
    expect(foldMembership(key, [sent('given', day), sent('d1:x', day)]).events).toBe(1)
  })

  test('is folded once under two derived ids, the one with more milliseconds first, then the least', () => {
    expect(ids(sent('d1:a', day), sent('d1:b', { ...day, ...millis }))).toEqual(['d1:b'])
    expect(ids(sent('d1:b', day), sent('d1:a', day))).toEqual(['d1:a'])
  })

  test('takes over the milliseconds that its twins state and it does not', () => {
    const tier = { partnerTierExpiryDateInMillis: 8 }
    const events = [sent('given', day), sent('d1:a', { ...day, ...millis }), sent('d1:b', { ...day, ...tier })]
    expect(foldMembership(key, events).periods[0]).toMatchObject({
      expiry: { date: '2026-12-31', instant: 7 },
      tier: { expiry: { instant: 8 } },
    })
  })

  test('is one entry of the timeline, which lists the other event as its twin', () =>
    expect(timeline(key, [sent('d1:x', day), sent('given', day)]).twins).toEqual([
      { event: sent('d1:x', day), of: 'given' },
    ]))

  test('blames the id that stays for its anomalies', () =>
    expect(noted(foldMembership(key, [sent('d1:x'), sent('given')]))).toEqual(['missing-link of given']))

  test('is a reminder too', () =>
    expect(ids(reminder(5, { eventId: 'given' }), reminder(5, { eventId: 'd1:x' }))).toEqual(['given']))
})

describe('two facts', () => {
  test('are two given ids, whatever they state', () => expect(ids(sent('a', day), sent('b', day))).toEqual(['a', 'b']))

  test('differ in what they state: a part, the type, the time, the refId, or milliseconds that both state', () => {
    expect(ids(sent('a', day), sent('d1:x'))).toHaveLength(2)
    expect(ids(sent('a', day), linked(5, day, { eventId: 'd1:x' }))).toHaveLength(2)
    expect(ids(sent('a', day), updated(6, day, { eventId: 'd1:x' }))).toHaveLength(2)
    expect(ids(sent('a', day), sent('d1:x', day, { refId: 'r' }))).toHaveLength(2)
    expect(ids(sent('a', millis), sent('d1:x', { membershipExpiryDateInMillis: 8 }))).toHaveLength(2)
  })

  test('do not differ in what is no part of the fact', () => {
    const stated = { apiRequestId: 'q', partnerProgramName: 'Drivers', customer: { firstName: 'Ada' } }
    expect(ids(sent('a', day), sent('d1:x', { ...day, membershipNumber: 'M1' }, stated))).toHaveLength(1)
  })

  test('do not differ in dates and milliseconds that only a later decoder read', () => {
    const learned = { learned: ['membershipExpiryDate', 'membershipExpiryDateInMillis'] }
    expect(ids(sent('a'), sent('d1:x', { ...day, ...millis }, learned))).toHaveLength(1)
    expect(ids(sent('a', millis), sent('d1:x', { membershipExpiryDateInMillis: 8 }, learned))).toHaveLength(1)
  })
})

describe('the arrival of a fact that was known under another id', () => {
  const told = (before: readonly PartnerProgramEvent[], event: PartnerProgramEvent): readonly string[] =>
    transitions(fold(before), fold([...before, event]), event)
  const fold = (events: readonly PartnerProgramEvent[]): Membership => foldMembership(key, events)

  test('is no step, and needs the stream folded again', () => {
    expect(needsRefold(fold([sent('a')]), sent('d1:x'))).toBe(true)
    expect(needsRefold(fold([sent('a')]), sent('b'))).toBe(true)
    expect(needsRefold(fold([sent('a')]), reminder(5))).toBe(false)
  })

  test('is no news, also where it takes the place of the other, and where anomalies are renamed', () => {
    expect(told([sent('a', day)], sent('d1:x', day))).toEqual([])
    expect(told([sent('d1:x', day)], sent('a', day))).toEqual([])
    expect(told([linked(1), linked(5, {}, { eventId: 'd1:x' })], linked(5, {}, { eventId: 'a' }))).toEqual([])
  })

  test('is told of as late news where its milliseconds change a value', () =>
    expect(told([linked(1), sent('a', day)], sent('d1:x', { ...day, ...millis }))).toEqual(['expiryChanged']))

  test('is told of as a correction where only the past changed', () => {
    const events = [linked(1), sent('a', day), linked(6)]
    expect(told(events, sent('d1:x', { ...day, membershipExpiryDateInMillis: 1e13 }))).toEqual(['corrected'])
  })
})
