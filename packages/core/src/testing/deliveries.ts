import { printedEnd } from './printed-end.js'
import { random } from './random.js'

/** How much happens, and how badly it is delivered. Everything has a default, and the same seed gives the same deliveries. */
export interface GeneratedHistory {
  readonly seed?: number | undefined
  readonly orgId?: number | undefined
  readonly memberships?: number | undefined
  /** The number of the first of them: 0 by default. */
  readonly first?: number | undefined
  /** Events of each membership. */
  readonly events?: number | undefined
  /** How many events of each are left out, as delivered before: 0 by default. */
  readonly from?: number | undefined
  /** Days between two events of a membership: 30 by default. Many events need few, to stay in the past. */
  readonly everyDays?: number | undefined
  /** The share of events that are delivered once more, 0 to 1. */
  readonly duplicates?: number | undefined
  /** The share of events that arrive after the next one of their membership, 0 to 1. */
  readonly late?: number | undefined
  /**
   * Whether ends come in every form that vendors print, readable or not, and some renewals from the vendor's expiry job;
   * days alone by default.
   */
  readonly everyForm?: boolean | undefined
}

/**
 * Webhook bodies as a vendor's years would bring them: links, upgrades, downgrades, renewals, reminders, delinks and the
 * re-links after them, of many memberships at once, some twice, some late. Nothing is held: a story may be of any length.
 */
export function* deliveries({
  seed = 1,
  orgId = 50191,
  memberships = 100,
  first = 0,
  events = 10,
  from = 0,
  everyDays = 30,
  duplicates = 0.05,
  late = 0.05,
  everyForm = false,
}: GeneratedHistory = {}): Generator<string> {
  const of = (member: number, turn: number, purpose: string): number => random(seed, member, turn, purpose)
  const swaps = (member: number, turn: number): boolean =>
    turn % 2 === 0 && turn + 1 < events && of(member, turn, 'late') < late * 2
  for (let turn = from; turn < events; turn += 1)
    for (let member = first; member < first + memberships; member += 1) {
      const shift = swaps(member, turn) ? 1 : turn > 0 && swaps(member, turn - 1) ? -1 : 0
      const delivery = { orgId, member, turn: turn + shift, everyDays, everyForm }
      yield body(delivery, of)
      if (of(member, turn, 'twice') < duplicates) yield body(delivery, of)
    }
}

type Chance = (member: number, turn: number, purpose: string) => number

const day = 86_400_000
const firstDay = Date.UTC(2020, 0, 1)

interface Told {
  readonly orgId: number
  readonly member: number
  readonly turn: number
  readonly everyDays: number
  readonly everyForm: boolean
}

const body = ({ orgId, member, turn, everyDays, everyForm }: Told, of: Chance): string => {
  const supplementary = member % 3 === 0
  const eventName = nameOf(member, turn, supplementary, of)
  const updateType = updateOf(member, turn, of)
  const isJob =
    everyForm && eventName === 'partnerProgramUpdated' && updateType === 'RENEW' && of(member, turn, 'job') < 0.3
  const end: StatedEnd = (name, months, hasMillis) =>
    everyForm
      ? printedEnd(name, dateOf(member, months), of(member, turn, name), hasMillis)
      : { [`${name}Date`]: dateOf(member, months) }
  const details = supplementary ? termOf(turn, end) : tierOf(member, turn, of, end)
  return JSON.stringify({
    eventName: isJob ? 'PP_EXPIRY_JOB' : eventName,
    eventId: `${hex(member, 8)}-${hex(turn, 4)}-4000-8000-${hex(orgId, 12)}`,
    orgId,
    refId: `${orgId}_${hex(member, 6)}${hex(turn, 4)}`,
    apiRequestId: hex(member * 65_536 + turn, 32),
    createdAt: firstDay + turn * everyDays * day + (member % 86_400) * 1000,
    data: {
      customerIdentifiers: {
        customerId: 1_000_000 + member,
        instore: {
          mobile: `1555${String(member % 10_000_000).padStart(7, '0')}`,
          email: `member${member}@example.com`,
          externalId: `X${member}`,
        },
      },
      loyaltyProgramId: 855,
      partnerProgramId: supplementary ? 22 : 25,
      partnerProgramName: supplementary ? 'SPprogram1' : 'Demo-p1',
      partnerProgramType: supplementary ? 'SUPPLEMENTARY' : 'EXTERNAL',
      ...(eventName === 'partnerProgramUpdated' ? { updateType } : {}),
      ...(eventName === 'supplementaryMembershipExpiryReminder'
        ? end('scheduledExpiry', turn + 1, false)
        : eventName === 'partnerProgramDelinked'
          ? {}
          : { customerPartnerProgramDetails: details }),
    },
    loyaltyEventId: null,
  })
}

/** Delinks come at odd turns alone, so each has its re-link after it, where the deliveries go on. */
const nameOf = (member: number, turn: number, supplementary: boolean, of: Chance): string => {
  const isDelink = (at: number): boolean => at % 2 === 1 && of(member, at, 'name') > 0.8
  if (turn === 0 || isDelink(turn - 1)) return 'partnerProgramLinked'
  if (isDelink(turn)) return 'partnerProgramDelinked'
  return supplementary && of(member, turn, 'name') > 0.4
    ? 'supplementaryMembershipExpiryReminder'
    : 'partnerProgramUpdated'
}

const updateOf = (member: number, turn: number, of: Chance): string =>
  ['RENEW', 'UPGRADE', 'RENEW', 'DOWNGRADE'][Math.floor(of(member, turn, 'update') * 4)] ?? 'RENEW'

/** The fields that state an end some months after the first day. */
type StatedEnd = (name: string, months: number, hasMillis: boolean) => Record<string, unknown>

const termOf = (turn: number, end: StatedEnd): Record<string, unknown> => end('membershipExpiry', turn + 12, true)

const tierOf = (member: number, turn: number, of: Chance, end: StatedEnd): Record<string, unknown> => ({
  ...end('partnerTierExpiry', turn + 12, true),
  partnerTierNumber: 1 + Math.floor(of(member, turn, 'tier') * 3),
  membershipNumber: `M-555-${String(member).padStart(7, '0')}`,
})

/** A day some months after a turn began. */
const dateOf = (member: number, months: number): string =>
  new Date(firstDay + (months * 30 + (member % 28)) * day).toISOString().slice(0, 10)

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0').slice(-digits)
