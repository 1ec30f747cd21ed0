import { explain, foldMembership, timeline } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { delinked, key, linked, reminder, updated } from './sample.js'

describe('timeline', () => {
  test('tells what each event changed against its neighbour, in event order', () => {
    const events = [
      reminder(9, { scheduledExpiryDate: '2027-03-31' }),
      updated(5, { partnerTierNumber: 2 }, { updateType: 'UPGRADE' }),
      linked(1, { partnerTierNumber: 1, membershipNumber: 'abcd' }, { partnerProgramName: 'Drivers ' }),
      delinked(8),
    ]
    const opened = { openedAt: 1, certainty: 'confirmed' }
    expect(timeline(key, events).entries.map(({ event, changes }) => [event.eventId, changes])).toEqual([
      [
        'L1',
        [
          { field: 'link', after: opened },
          { field: 'tier', after: { number: 1 } },
          { field: 'membershipNumber', after: 'abcd' },
          { field: 'program', after: { name: 'Drivers ' } },
        ],
      ],
      ['U5', [{ field: 'tier', before: { number: 1 }, after: { number: 2 } }]],
      ['D8', [{ field: 'link', before: opened, after: { ...opened, closedAt: 8, end: 'delinked' } }]],
      ['R9', [{ field: 'reminder', after: { scheduledExpiryDate: '2027-03-31', occurredAt: 9 } }]],
    ])
  })

  test('tells what a re-link took away', () => {
    const events = [linked(1, { partnerTierNumber: 1, membershipExpiryDate: '2027-01-01' }), linked(2)]
    expect(timeline(key, events).entries[1]).toEqual({
      event: events[1],
      changes: [
        {
          field: 'link',
          before: { openedAt: 1, certainty: 'confirmed' },
          after: { openedAt: 2, certainty: 'confirmed' },
        },
        { field: 'tier', before: { number: 1 } },
        { field: 'expiry', before: { date: '2027-01-01' } },
      ],
      anomalies: ['linked-twice'],
    })
  })

  test('tells of a tombstone that it has no opening', () =>
    expect(timeline(key, [delinked(3)]).entries[0]?.changes).toEqual([
      { field: 'link', after: { certainty: 'implied', closedAt: 3, end: 'delinked' } },
    ]))

  test('lists an event that changed nothing, with its anomaly', () =>
    expect(timeline(key, [delinked(1), delinked(2)]).entries[1]).toEqual({
      event: delinked(2),
      changes: [],
      anomalies: ['delinked-twice'],
    }))

  test('gives the events back as they were given, with all that they carry', () => {
    const logged = { ...linked(1), position: 12 }
    expect(timeline(key, [logged]).entries[0]?.event).toBe(logged)
  })

  test('support staff see every event of a membership, also one whose id another membership uses as well', () => {
    const own = linked(2, {}, { eventId: 'shared' })
    const foreign = linked(1, {}, { eventId: 'shared', customerId: 7 })
    expect(timeline(key, [own, foreign]).entries.map(({ event }) => event)).toEqual([own])
    expect(timeline(key, [own, foreign]).membership).toEqual(foldMembership(key, [own, foreign]))
    expect(explain(key, [own, foreign], 'link')).toHaveLength(1)
  })
})

describe('explain', () => {
  const events = [
    linked(1, { partnerTierNumber: 1 }, { partnerProgramType: 'EXTERNAL', refId: '7', apiRequestId: 'r7' }),
    updated(2, { partnerTierNumber: 2 }, { updateType: 'DOWNGRADE' }),
    updated(3, { membershipNumber: 'abcd' }),
    delinked(4),
  ]

  test('lists the events that made the field what it is, and of their changes only this one', () =>
    expect(explain(key, events, 'tier')).toEqual([
      { event: events[0], changes: [{ field: 'tier', after: { number: 1 } }], anomalies: [] },
      {
        event: events[1],
        changes: [{ field: 'tier', before: { number: 1 }, after: { number: 2 } }],
        anomalies: ['direction-mismatch'],
      },
    ]))

  test.each([
    ['link', ['L1', 'D4']],
    ['tier', ['L1', 'U2']],
    ['expiry', []],
    ['membershipNumber', ['U3']],
    ['program', ['L1']],
    ['reminder', []],
  ] as const)('names for %s the events %j', (field, ids) =>
    expect(explain(key, events, field).map(({ event }) => event.eventId)).toEqual(ids),
  )
})
