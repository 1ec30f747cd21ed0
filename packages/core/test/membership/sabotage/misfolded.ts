import { foldMembership, type Membership, type Period } from '@partner-ledger/core/membership'

import { type Folding, ours } from '../folding.js'

/** Folds that do something else than they may beside folding. */
const foldingBy = (fold: Folding['fold']): Folding => ({ ...ours, fold })

export const neverLate: Folding = { ...ours, isLate: () => false }

export const neverRefolds: Folding = { ...ours, needsRefold: ours.isLate }

/** Takes an event of the last one's instant for a new one. */
export const lateByTimeOnly: Folding = {
  ...ours,
  isLate: ({ last }, { occurredAt }) => last !== undefined && occurredAt < last.occurredAt,
}

export const forgetsToCount: Folding = {
  ...ours,
  evolve: (membership, event) => ({ ...ours.evolve(membership, event), events: membership.events }),
}

/** Looks ahead: what a later Linked would explain is not noted. */
export const looksAhead = foldingBy((key, events) => {
  const membership = foldMembership(key, events)
  const explained = membership.periods.at(-1)?.certainty === 'confirmed'
  return explained
    ? { ...membership, anomalies: membership.anomalies.filter(({ kind }) => kind !== 'missing-link') }
    : membership
})

export const sortsInPlace = foldingBy((key, events) => {
  const given = events as { occurredAt: number }[]
  given.sort((a, b) => a.occurredAt - b.occurredAt)
  return foldMembership(key, events)
})

export const trimsInPlace = foldingBy((key, events) => {
  for (const event of events) (event as { partnerProgramName?: string }).partnerProgramName ??= 'Drivers'
  return foldMembership(key, events)
})

export const throwsWithoutLink = foldingBy((key, events) => {
  const membership = foldMembership(key, events)
  if (membership.anomalies.some(({ kind }) => kind === 'missing-link')) throw new Error('no link')
  return membership
})

export const countsItsCalls = (): Folding => {
  let calls = 0
  return foldingBy((key, events) => ({ ...foldMembership(key, events), events: (calls += 1) }))
}

const periodsBy = (change: (period: Period, index: number, membership: Membership) => Period): Folding =>
  foldingBy((key, events) => {
    const membership = foldMembership(key, events)
    return { ...membership, periods: membership.periods.map((period, index) => change(period, index, membership)) }
  })

export const inheritsNumbers = periodsBy((period, index, { periods }) => {
  const inherited = periods[index - 1]?.membershipNumber
  return inherited === undefined ? period : { membershipNumber: inherited, ...period }
})

export const clearsClosed = periodsBy(({ openedAt, certainty, ...rest }) =>
  rest.end === undefined
    ? { ...rest, certainty, ...(openedAt === undefined ? {} : { openedAt }) }
    : { certainty, ...rest },
)

export const leavesUndefined = periodsBy((period) => ({ ...period, lastUpdateType: period.lastUpdateType }) as Period)

export const confirmsAll = periodsBy((period) => ({ ...period, certainty: 'confirmed' }))
