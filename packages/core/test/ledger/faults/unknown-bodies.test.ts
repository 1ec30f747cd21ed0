import type { LedgerOptions } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { rounds } from '../../../../../tools/faults/rounds.js'
import { body, broken, numbered } from '../deliveries.js'
import { ledgerOver, wordFor } from '../ledgers.js'
import { storeKinds } from '../stores.js'

/** Bodies that are facts, mismatches, foreign, and undecodable: more of the last than the quarantine has room for. */
const others: readonly string[] = [
  numbered(1),
  broken('1'),
  numbered(1, { createdAt: 1_622_457_000_000 }),
  body({ root: { orgId: 7 } }),
  broken('2'),
  numbered(2),
  broken('3'),
]

/** A body of another name: a purchase, or one that speaks of a partner program. */
const unknownBody = (n: number): string =>
  n % 2 === 0
    ? `{"eventName":"transactionAdded","eventId":"t-${n}","orgId":50191,"data":{"customerId":${n}}}`
    : `{"eventName":"partnerProgramNews","eventId":"n-${n}","orgId":50191,"data":{"partnerProgramId":${n}}}`

const options: Partial<LedgerOptions> = {
  allowedOrgs: [50191],
  quarantine: { maxEntries: 4, maxUnknownEntries: 100 },
}

/** The answers to the others, with so many unknown bodies before each of them. */
const answers = async (
  store: EventStore,
  unknownEvents: NonNullable<LedgerOptions['unknownEvents']>,
  between: number,
  unknown: (n: number) => string = unknownBody,
): Promise<readonly string[]> => {
  const { ledger } = ledgerOver(store, { ...options, unknownEvents })
  const words: string[] = []
  let sent = 0
  for (const other of others) {
    for (let left = between; left > 0; left -= 1) {
      const answer = await ledger.ingest(unknown((sent += 1)))
      if (answer._tag === 'Left' && unknown === unknownBody) expect.fail(answer.left._tag)
    }
    const answer = await ledger.ingest(other)
    words.push(answer._tag === 'Left' ? answer.left._tag : wordFor(answer.right))
  }
  return words
}

const expected = [
  'Recorded',
  'Quarantined undecodable',
  'Quarantined mismatch',
  'Quarantined foreign-org',
  'Quarantined undecodable',
  'Recorded',
  'StoreFull',
]

describe.each(storeKinds)('no number of unknown bodies over $name', ({ open }) => {
  test.each(['related', 'quarantine', 'ignore'] as const)(
    'changes the answer to any other body: %s',
    { tags: 'fault:unknown-bodies', timeout: 3_600_000 },
    async (mode) => {
      expect(await answers(open(), mode, 0)).toEqual(expected)
      const count = rounds(7_000)
      expect(await answers(open(), mode, Math.ceil(count / others.length))).toEqual(expected)
      figures({ rounds: count, changed: 0 })
    },
  )

  test(
    'is seen to change answers where they take the room of other bodies: sabotage',
    { tags: 'twin:unknown-bodies' },
    async () => {
      const asUndecodable = (n: number): string => unknownBody(n).slice(0, -1)
      expect(await answers(open(), 'related', 5, asUndecodable)).not.toEqual(expected)
    },
  )
})
