import type { ExpiryEdge, IndexRow } from '@partner-ledger/core/store'

const day = 86_400_000
const start = Date.UTC(2024, 0, 1)

/**
 * The row of the member of this number: half have an instant, a third have a date, half of these with a time of day, one in six
 * has neither.
 */
export const memberRow = (n: number): IndexRow => ({
  stream: `membership/${855 + (n % 2)}/${25 + (n % 5)}/${n}`,
  loyaltyProgramId: 855 + (n % 2),
  partnerProgramId: 25 + (n % 5),
  customerId: n,
  open: n % 7 !== 0,
  tier: n % 4,
  membershipNumber: `M${String(n * 7919).padStart(12, '0')}M`,
  ...(n % 6 < 2 ? { expiryDate: dateOf(start + ((n * 31) % 4000) * day) } : {}),
  ...(n % 12 < 2 ? { expiryTime: `${String(n % 24).padStart(2, '0')}:30:00` } : {}),
  ...(n % 2 === 1 ? { expiryInstant: start + ((n * 37) % 4000) * day } : {}),
  endUnknown: n % 60 === 2,
  remindedNotRenewed: n % 50 === 0,
  anomalies: n % 40 === 0 ? ['missing-link', 'linked-twice'] : [],
  state: JSON.stringify({ n, filler: 'y'.repeat(200 + (n % 200)) }),
  personal: `["M${String(n * 7919).padStart(12, '0')}M"]`,
})

/** The numbers 1 … count in an order that is none, the same each time. */
export const scattered = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => ((n * 7919) % count) + 1)

/** The edge so many days behind the first expiry. */
export const someEdge = (days: number): ExpiryEdge => ({
  instant: start + days * day,
  date: dateOf(start + days * day),
  time: `${String((days * 7) % 24).padStart(2, '0')}:15:00`,
})

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
