import { type Details, type LearnedField, learnedFields, type PartnerProgramEvent } from '../../src/membership/event.js'
import { key } from './sample.js'

/** A number from 0 up to 1. */
export type Random = () => number

/** Numbers that depend on the seed alone (mulberry32). */
export const randomFrom = (seed: number): Random => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

const pick = <A>(random: Random, items: readonly A[]): A => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const hour = 3_600_000
const about = Date.UTC(2024, 2, 10)
const days = ['2024-03-09', '2024-03-10', '2024-03-10', '2024-03-11', '9999-12-31']

/** Instants near the days, half of them at an edge of a rule or a millisecond beside it. */
const instant = (random: Random): number =>
  about + pick(random, [-38, -24, -14, 0, 10, 12, 24, 34, 36, 60]) * hour + pick(random, [-1, 0, 0, 1])

type Values = Record<string, unknown>

const end = (random: Random, name: string, kinds: string): Values => {
  const kind = pick(random, kinds.split(' '))
  return {
    ...(kind.includes('d') ? { [`${name}Date`]: pick(random, days) } : {}),
    ...(kind.includes('t') ? { [`${name}Time`]: pick(random, ['00:00:00', '18:00:00']) } : {}),
    ...(kind.includes('i') ? { [`${name}DateInMillis`]: instant(random) } : {}),
    ...(kind.includes('x') ? { [`${name}DateInMillis`]: 9e15 } : {}),
    ...(kind.includes('u') ? { [`${name}Unread`]: true } : {}),
  }
}

/** Ends that are repeated often, and ends of all forms. */
const detailsOf = (random: Random): Details =>
  random() < 0.3 ? { membershipExpiryDate: pick(random, days) } : mixedDetails(random)

const mixedDetails = (random: Random): Details => ({
  ...(random() < 0.4 ? { partnerTierNumber: pick(random, [1, 2, 3]) } : {}),
  ...(random() < 0.2 ? { membershipNumber: pick(random, ['M1', 'M2']) } : {}),
  ...end(random, 'partnerTierExpiry', '- - - d d dt di i u ui x'),
  ...end(random, 'membershipExpiry', '- - d d dt di i i u ui x'),
})

const typed = (random: Random, at: number): PartnerProgramEvent => {
  const common = { ...key, eventId: pick(random, ids), occurredAt: at }
  switch (Math.floor(random() * 9)) {
    case 0:
    case 1:
      return { type: 'partnerProgramLinked', ...common, details: detailsOf(random) }
    case 2:
      return { type: 'partnerProgramDelinked', ...common }
    case 3:
    case 4:
    case 5: {
      const stated = end(random, 'scheduledExpiry', '- d d d dt i i u')
      return { type: 'supplementaryMembershipExpiryReminder', ...common, ...stated }
    }
    default: {
      const updateType = pick(random, ['RENEW', 'RENEW', 'RENEW', 'UPGRADE', 'DOWNGRADE', 'OTHER'])
      const details = random() < 0.3 ? {} : detailsOf(random)
      const update = { type: 'partnerProgramUpdated' as const, ...common, details }
      return random() < 0.8 ? { ...update, updateType } : update
    }
  }
}

const ids = ['a', 'B', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'z', 'd1:a', 'd1:B', 'd1:c', 'd1:d', 'm1:a', 'e1:a']

const event = (random: Random): PartnerProgramEvent => {
  const at = about + pick(random, [-30 * 24, -36, 0, 1, 24, 36, 37, 60]) * hour + pick(random, [0, 0, 0, 1])
  const one = typed(random, at)
  const marks = learnedFields.filter((field: LearnedField) => field in ('details' in one ? one.details : one))
  return {
    ...one,
    ...(random() < 0.2 ? { partnerProgramName: pick(random, ['Drivers', 'Riders']) } : {}),
    ...(random() < 0.2 ? { partnerProgramType: pick(random, ['EXTERNAL', 'SUPPLEMENTARY']) } : {}),
    ...(random() < 0.1 ? { entity: { type: 'USER', id: pick(random, [key.customerId, 7]) } } : {}),
    ...(random() < 0.1 ? { refId: pick(random, ['r1', 'r2']) } : {}),
    ...(random() < 0.1 && marks.length > 0 ? { learned: marks.filter(() => random() < 0.6) } : {}),
  }
}

/** The event once more under another id, with other milliseconds or without them. */
const again = (random: Random, sent: PartnerProgramEvent): PartnerProgramEvent => {
  const eventId = pick(random, ids)
  if (!('details' in sent) || random() < 0.3) return { ...sent, eventId }
  const { partnerTierExpiryDateInMillis: tier, membershipExpiryDateInMillis: membership, ...others } = sent.details
  const millis = (known: number | undefined): number | undefined =>
    random() < 0.4 ? known : random() < 0.7 ? undefined : instant(random)
  const [ofTier, ofMembership] = [millis(tier), millis(membership)]
  const details = {
    ...others,
    ...(ofTier === undefined ? {} : { partnerTierExpiryDateInMillis: ofTier }),
    ...(ofMembership === undefined ? {} : { membershipExpiryDateInMillis: ofMembership }),
  }
  return { ...sent, eventId, details }
}

/** Up to ten events of one membership in any order, each id once unless `copies`; all the edges of the rules are likely. */
export const randomHistory = (random: Random, copies = false): readonly PartnerProgramEvent[] => {
  const events: PartnerProgramEvent[] = []
  for (let left = Math.floor(random() * 11); left > 0; left -= 1) {
    const known = events[Math.floor(random() * events.length * 2.5)]
    events.push(known === undefined ? event(random) : again(random, known))
  }
  return copies ? events : [...new Map(events.map((one) => [one.eventId, one])).values()]
}
