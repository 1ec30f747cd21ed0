import { orThrow } from '@partner-ledger/core'
import { type DecodedWebhook, decodeWebhook } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { rounds } from '../../../../../tools/faults/rounds.js'
import { loadCorpus } from '../../corpus/corpus.js'
import { mutatedBodies } from '../../webhook/mutations.js'
import { now } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds, withFacts } from '../stores.js'

const acceptedBodies = mutatedBodies.filter((body) => isRight(decodeWebhook(body, { now })))

/** Whether the store gives back the event and the bytes that it was given. */
const comesBack = async (store: ReturnType<(typeof storeKinds)[0]['open']>, body: Uint8Array): Promise<boolean> => {
  const decoded = decodeWebhook(body, { now })
  if (decoded._tag === 'Left') throw new Error('the body is none that is accepted')
  const { event }: DecodedWebhook = decoded.right
  const { ledger } = ledgerOver(store)
  const receipt = await orThrow(ledger.ingest(body))
  if (receipt._tag !== 'Recorded') throw new Error(`the body came to ${receipt._tag}`)
  const [logged] = await orThrow(ledger.events(receipt.key))
  const kept = await orThrow(store.body(String(event.orgId), receipt.position))
  await ledger.close()
  await store.close()
  expect(kept === undefined ? undefined : Buffer.from(kept)).toEqual(Buffer.from(body))
  return isEqual(logged?.event, event)
}

const isEqual = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toEqual(b)
    return true
  } catch (difference) {
    expect(difference).toHaveProperty('name', 'AssertionError')
    return false
  }
}

describe.each(storeKinds)('whatever is accepted, over $name', ({ open }) => {
  test('is stored and comes back equal, near every body of the corpus', { tags: 'fault:fuzz' }, async () => {
    await fc.assert(
      fc.asyncProperty(acceptedBodies, async (body) => {
        expect(await comesBack(open(), body)).toBe(true)
      }),
      { numRuns: rounds(200) },
    )
    figures({ rounds: rounds(200), differing: 0 })
  })

  test('is stored and comes back equal, for every body of the corpus', { tags: 'fault:fuzz' }, async () => {
    const accepted = loadCorpus()
      .map(({ body }) => Buffer.from(body))
      .filter((body) => isRight(decodeWebhook(body, { now })))
    expect(accepted.length).toBeGreaterThan(200)
    for (const body of accepted) expect(await comesBack(open(), body)).toBe(true)
  })

  test('a store that rounds a number is found by the same check', async () => {
    const [body] = fc.sample(acceptedBodies, { numRuns: 1, seed: 7 })
    if (body === undefined) throw new Error('no body is accepted')
    const rounding = withFacts(open(), (facts) => ({
      ...facts,
      partnerProgramId: Number(facts['partnerProgramId']) + 1,
    }))
    expect(await comesBack(rounding, body)).toBe(false)
  })
})
