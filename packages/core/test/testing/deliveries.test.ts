import { foldMembership, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { deliveries } from '@partner-ledger/core/testing'
import { decodeWebhook } from '@partner-ledger/core/webhook'
import { describe, expect, it } from 'vitest'

const now = Date.UTC(2026, 0, 1)

const told = (bodies: Iterable<string>): readonly PartnerProgramEvent[] =>
  Array.from(bodies, (body) => {
    const decoded = decodeWebhook(body, { now })
    if (decoded._tag === 'Left') throw new Error('a delivery that is none')
    return decoded.right.event
  })

describe('deliveries', () => {
  it('tells the same story again for the same seed, and another one for another', () => {
    expect([...deliveries({ seed: 3 })]).toEqual([...deliveries({ seed: 3 })])
    expect([...deliveries({ seed: 3 })]).not.toEqual([...deliveries({ seed: 4 })])
  })

  it('tells of links, every kind of update, reminders, delinks and re-links', () => {
    const events = told(deliveries({ memberships: 60, events: 20 }))
    const kinds = new Set(
      events.map((event) => ('updateType' in event ? `${event.type} ${event.updateType}` : event.type)),
    )
    expect([...kinds].sort()).toEqual([
      'partnerProgramDelinked',
      'partnerProgramLinked',
      'partnerProgramUpdated DOWNGRADE',
      'partnerProgramUpdated RENEW',
      'partnerProgramUpdated UPGRADE',
      'supplementaryMembershipExpiryReminder',
    ])
  })

  it('states days alone, and ends in every form and renewals by the expiry job where it is told to', () => {
    const shape = (text: string): string => text.replace(/\d/g, '9')
    const formsIn = (bodies: Iterable<string>): ReadonlySet<string> =>
      new Set([...[...bodies].join().matchAll(/ExpiryDate":"([^"]*)"/g)].map(([, text = '']) => shape(text)))
    const history = { memberships: 60, events: 20 }
    expect(formsIn(deliveries(history))).toEqual(new Set(['9999-99-99']))
    const bodies = [...deliveries({ ...history, everyForm: true })]
    expect(formsIn(bodies)).toEqual(
      new Set([
        ...['9999-99-99', '9999-99-99 99:99:99', '9999-99-99 99:99:99.9', '9999-99-99T99:99:99'],
        ...['9999-99-99T99:99:99Z', '9999-99-99T99:99:99.999+9999', '', 'end of the season'],
      ]),
    )
    expect(bodies.some((body) => body.includes('PP_EXPIRY_JOB'))).toBe(true)
    expect(bodies.some((body) => body.includes('DateInMillis'))).toBe(true)
    const anomalies = byCustomer(told(bodies)).flatMap((events) => foldMembership(events[0], events).anomalies)
    expect(new Set(anomalies.map(({ kind }) => kind))).toContain('expiry-unread')
  })

  it('links again whoever was delinked, and links nobody twice', () => {
    const events = told(deliveries({ memberships: 50, events: 21, late: 0.1 }))
    for (const [first] of byCustomer(events)) {
      const { periods, anomalies } = foldMembership(first, events)
      expect(periods.at(-1)?.end).toBeUndefined()
      expect(anomalies.map(({ kind }) => kind)).not.toContain('linked-twice')
    }
  })

  it('repeats and delays about as many as it is told to', () => {
    const plain = told(deliveries({ memberships: 500, events: 10, duplicates: 0, late: 0 }))
    expect(plain).toHaveLength(5000)
    expect(lateIn(plain)).toBe(0)
    const bad = told(deliveries({ memberships: 500, events: 10, duplicates: 0.1, late: 0.1 }))
    expect((bad.length - 5000) / 5000).toBeCloseTo(0.1, 1)
    expect(lateIn(bad) / 5000).toBeCloseTo(0.1, 1)
  })

  it('goes on where it was told to before', () => {
    const whole = [...deliveries({ memberships: 5, events: 6 })]
    const begun = [...deliveries({ memberships: 5, events: 4 })]
    expect([...begun, ...deliveries({ memberships: 5, events: 6, from: 4 })]).toEqual(whole)
  })

  it('stays in the past for long streams of events that are near each other', () => {
    expect(told(deliveries({ memberships: 2, events: 1000, everyDays: 2 })).length).toBeGreaterThanOrEqual(2000)
  })
})

const byCustomer = (events: readonly PartnerProgramEvent[]): readonly (readonly [PartnerProgramEvent])[] => [
  ...new Map(events.map((event) => [event.customerId, [event]] as const)).values(),
]

const lateIn = (events: readonly PartnerProgramEvent[]): number => {
  const last = new Map<number, number>()
  return events.filter(({ customerId, occurredAt }) => {
    const before = last.get(customerId) ?? 0
    last.set(customerId, Math.max(before, occurredAt))
    return occurredAt < before
  }).length
}
