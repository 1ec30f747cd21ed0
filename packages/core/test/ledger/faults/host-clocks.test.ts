import { createLedger } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { memoryStore } from '@partner-ledger/store-memory'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import { body } from '../deliveries.js'

type Clock = () => number
type Open = (clock: Clock) => EventStore

/** What clocks of hosts return that is no time in ms. */
const noTimes: readonly (readonly [name: string, clock: () => unknown])[] = [
  ['NaN', () => NaN],
  ['Infinity', () => Infinity],
  ['text', () => '1700000000000'],
  ['a Date', () => new Date()],
  ['a bigint', () => 5n],
  ['nothing', () => undefined],
  ['seconds', () => 1_700_000_000],
  ['microseconds', () => 1_700_000_000_000_000],
  ['1e300', () => 1e300],
  [
    'an error',
    () => {
      throw new Error('no clock')
    },
  ],
]

/** The faults of a store whose clock returns no time: at opening, and for some calls after it. */
const faultsUnder = async (open: Open, returned: () => unknown): Promise<readonly string[]> => {
  const faults: string[] = []
  const noTime = returned as Clock
  const thrown = thrownBy(() => open(noTime))
  if (thrown !== 'InvalidOption clock') faults.push(`opens, or throws ${thrown}`)

  let clock: Clock = Date.now
  const store = open(() => clock())
  const ledger = createLedger({ store })
  clock = noTime
  for (const given of [body(), 'no JSON']) {
    const answer = await ledger.ingest(given)
    const fault = answer._tag === 'Left' && answer.left._tag === 'InvalidArgument' ? answer.left.argument : undefined
    if (fault !== 'clock') faults.push(`ingest: ${answer._tag}`)
  }
  const heads = await store.heads('', 10)
  if (heads._tag === 'Left' || heads.right.heads.length > 0) faults.push('something was stored')
  clock = Date.now
  const again = await ledger.ingest(body())
  if (again._tag === 'Left' || again.right._tag !== 'Recorded') faults.push('does not go on once the clock is right')
  await ledger.close()
  await store.close()
  return faults
}

const thrownBy = (call: () => unknown): string => {
  try {
    call()
    return 'nothing'
  } catch (thrown) {
    const error = (thrown as { readonly error?: { readonly _tag: string; readonly option?: string } }).error
    return `${error?._tag} ${error?.option}`
  }
}

const kinds: readonly (readonly [name: string, open: Open])[] = [
  ['memory', (clock) => memoryStore({ clock })],
  ['sqlite', (clock) => sqliteStore({ path: ':memory:', clock })],
]

describe.each(kinds)('the clock of a store in %s', (_, open) => {
  test.each(noTimes)(
    'that returns %s is refused at opening and by each call, and nothing is stored',
    { tags: 'fault:host-clocks' },
    async (_, clock) => {
      expect(await faultsUnder(open, clock)).toEqual([])
      figures({ rounds: 1 })
    },
  )

  test.each([
    ['fractions', 1_700_000_000_000.7, 1_700_000_000_000],
    ['a fraction before 1970', -0.5, -1],
    ['-0', -0, 0],
  ])('that returns %s is rounded down', async (_, reading, recordedAt) => {
    const store = open(() => reading)
    const answer = await store.append('acme', [
      { stream: 's', expected: 'any', event: { id: 'a', type: 't', occurredAt: 1, schema: 1, facts: {} } },
    ])
    // What is recorded of a tenant never goes below 0, where it began.
    const expected = { outcomes: [{ _tag: 'appended', recordedAt: Math.max(0, recordedAt) }] }
    expect(answer).toMatchObject({ _tag: 'Right', right: expected })
  })

  test('is found out where the store takes another time for none: sabotage', { tags: 'twin:host-clocks' }, async () => {
    const lenient: Open = (clock) =>
      open(() => {
        const reading: unknown = clock()
        return typeof reading === 'number' && Number.isSafeInteger(reading) ? reading : 0
      })
    expect(await faultsUnder(lenient, () => NaN)).not.toEqual([])
    expect(await faultsUnder(lenient, () => 'text')).not.toEqual([])
  })
})
