import { createHash } from 'node:crypto'

import { type Ledger, type Membership, orThrow } from '@partner-ledger/core'

import { progressLine } from './progress.js'
import { mostRows } from './table.js'

/** Memberships as far as they are shown, and a hash by which all of them are compared: memory does not grow with them. */
export interface Survey {
  readonly count: number
  readonly first: readonly Membership[]
  /** The one of most events. */
  readonly longest: Membership | undefined
  readonly digest: string
}

/** All memberships as the index has them. */
export const indexed = async (ledger: Ledger, signal: AbortSignal): Promise<Survey> => {
  const progress = progressLine('positions of the log folded')
  for (const orgId of await orThrow(ledger.organisations()))
    await orThrow(ledger.catchUp(orgId, { onProgress: ({ position }) => progress.show(position) }))
  progress.clear()
  return surveyOf(eachIn(ledger), signal)
}

/** The same memberships, each folded again from its events in the log. */
export const replayed = async (ledger: Ledger, signal: AbortSignal): Promise<Survey> =>
  surveyOf(eachFolded(ledger), signal)

async function* eachIn(ledger: Ledger): AsyncGenerator<Membership> {
  for (const orgId of await orThrow(ledger.organisations())) yield* ledger.eachMembership({ orgId })
}

async function* eachFolded(ledger: Ledger): AsyncGenerator<Membership> {
  const progress = progressLine('memberships replayed')
  let count = 0
  for await (const { key } of eachIn(ledger)) {
    count += 1
    if (count % 1000 === 0) progress.show(count)
    yield orThrow(ledger.membership(key))
  }
  progress.clear()
}

const surveyOf = async (memberships: AsyncIterable<Membership>, signal: AbortSignal): Promise<Survey> => {
  const hash = createHash('sha256')
  const first: Membership[] = []
  let longest: Membership | undefined
  let count = 0
  for await (const membership of memberships) {
    if (signal.aborted) break
    count += 1
    if (first.length < mostRows) first.push(membership)
    if (membership.events > (longest?.events ?? 0)) longest = membership
    hash.update(JSON.stringify(membership))
  }
  return { count, first, longest, digest: hash.digest('hex') }
}
