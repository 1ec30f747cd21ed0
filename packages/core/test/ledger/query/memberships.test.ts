import type { Membership } from '@partner-ledger/core/membership'
import {
  type IndexRow,
  type LedgerStore,
  type MembershipIndex,
  memoryIndex,
  readOnly,
} from '@partner-ledger/core/store'
import { withHoles } from '@partner-ledger/store-conformance'
import { memoryStore } from '@partner-ledger/store-memory'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import * as fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

import { indexedMembership, indexRow } from '../../../src/ledger/query/index-row.js'
import { answersAreThoseOfPlainCode } from './answers.js'
import { bare } from './organisation.js'

const withIndex = (change: (index: MembershipIndex) => Partial<MembershipIndex>) => (): LedgerStore => {
  const index = memoryIndex()
  return { ...memoryStore(), index: { ...index, ...change(index) } }
}

/** A store whose index takes this many steps, and then may be read alone. */
const readOnlyAfter = (steps: number, change = (index: MembershipIndex): MembershipIndex => index): LedgerStore => {
  const index = memoryIndex()
  let stepsLeft = steps
  return {
    ...memoryStore(),
    index: change({
      ...index,
      apply: (...call) => ((stepsLeft -= 1) < 0 ? Promise.resolve(left(readOnly)) : index.apply(...call)),
      clear: () => Promise.resolve(left(readOnly)),
    }),
  }
}

/** What a property throws whose expectation did not hold. */
const wrongAnswer = { cause: { name: 'AssertionError' } }

/** A twin has only to fail: the smallest case of it is of no interest. */
const endOnFailure = true

describe('queries over many answer as plain code over folded streams does', () => {
  it('in the memory store', () => answersAreThoseOfPlainCode(memoryStore, 400), 120_000)

  it('over a bare event store', () => answersAreThoseOfPlainCode(() => bare(withHoles(memoryStore())), 200), 120_000)

  it('in the SQLite store', () => answersAreThoseOfPlainCode(() => sqliteStore({ path: ':memory:' }), 150), 120_000)

  it('over an index that may no longer be written', () => {
    const random = fc.sample(fc.nat(3), 400)
    return answersAreThoseOfPlainCode(() => readOnlyAfter(random.pop() ?? 0), 400)
  }, 120_000)

  it('which is seen to fail where an index that may not be written hides a row', async () => {
    const hiding = (index: MembershipIndex): MembershipIndex => ({
      ...index,
      find: async (...call) => {
        const found = await index.find(...call)
        return found._tag === 'Left' ? found : right({ ...found.right, rows: found.right.rows.slice(1) })
      },
    })
    const open = (): LedgerStore => readOnlyAfter(1, hiding)
    await expect(answersAreThoseOfPlainCode(open, 2000, { endOnFailure })).rejects.toMatchObject(wrongAnswer)
  }, 120_000)

  it('which is seen to fail where days end by UTC in every zone', async () => {
    await expect(
      answersAreThoseOfPlainCode(memoryStore, 2000, { ledgerZone: () => 'UTC', endOnFailure }),
    ).rejects.toMatchObject(wrongAnswer)
  }, 120_000)

  it('which is seen to fail where a late event is not folded again', async () => {
    const neverLate = withIndex((index) => ({
      get: async (tenant, streams) => {
        const rows = await index.get(tenant, streams)
        if (rows._tag === 'Left') return rows
        return right({ ...rows.right, rows: rows.right.rows.map((row) => lastLongAgo(indexedMembership(tenant, row))) })
      },
    }))
    await expect(answersAreThoseOfPlainCode(neverLate, 2000, { endOnFailure })).rejects.toMatchObject(wrongAnswer)
  }, 120_000)

  it('which is seen to fail where the index loses a row', async () => {
    const losing = withIndex((index) => ({
      apply: (tenant, step) => index.apply(tenant, { ...step, rows: step.rows.slice(0, 4) }),
    }))
    await expect(answersAreThoseOfPlainCode(losing, 2000, { endOnFailure })).rejects.toMatchObject(wrongAnswer)
  }, 120_000)

  it.each([
    ['the time of day of an end', ({ expiryTime: _, ...row }: IndexRow): IndexRow => row],
    ['that an end is not known', (row: IndexRow): IndexRow => ({ ...row, endUnknown: false })],
    ['the instant of an end', ({ expiryInstant: _, ...row }: IndexRow): IndexRow => row],
  ])(
    'which is seen to fail where the index loses %s',
    async (_, lose) => {
      const losing = withIndex((index) => ({
        apply: (tenant, step) => index.apply(tenant, { ...step, rows: step.rows.map(lose) }),
      }))
      await expect(answersAreThoseOfPlainCode(losing, 4000, { endOnFailure })).rejects.toMatchObject(wrongAnswer)
    },
    120_000,
  )
})

const lastLongAgo = (membership: Membership): IndexRow =>
  indexRow({ ...membership, last: { occurredAt: Number.MIN_SAFE_INTEGER, rank: 0, eventId: '' } })
