import type { Append, StoreError } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, nonEmpty, outcomesOf } from '../event.js'
import { errorOf, holds, same } from '../expectation.js'
import { readLog, readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import type { Capability } from '../subject.js'
import { faultOf } from './fault.js'

type Failing = Extract<Capability, 'fillUp' | 'forbidWrites' | 'block' | 'turnReadOnly' | 'misconfigure'>

const failures: readonly (readonly [Failing, StoreError['_tag'], boolean, string])[] = [
  ['fillUp', 'StoreFull', true, 'StoreFull'],
  ['forbidWrites', 'ReadOnly', false, 'ReadOnly'],
  ['block', 'Unavailable', true, 'Unavailable'],
  ['turnReadOnly', 'Unavailable', true, 'Unavailable, of a server that is read-only for a while,'],
  ['misconfigure', 'Misconfigured', false, 'Misconfigured'],
]

export const failureChecks: readonly Check[] = checksOf('P9', [
  ...failures.map(([capability, tag, retryable, name]) => ({
    sentence: 'a Left that is not OutcomeUnknown means that nothing was stored' as const,
    title: `${name} leaves the log as it was, and the call goes through once the cause is gone`,
    needs: [capability],
    run: async (scene: Scene) => {
      const store = await scene.handle()
      await appendOne(store, tenant, 'orders', eventOf('before'))
      const log = await readLog(store, tenant)
      const repair = await faultOf(scene, capability)
      const error = await errorOf(store.append(tenant, nonEmpty(someCall())), 'append')
      same([error._tag, error.retryable], [tag, retryable], 'the error')
      await repair()
      // What waiting does not mend asks for the store to be opened again.
      const mended = retryable ? store : await scene.handle()
      same(await readLog(mended, tenant), log, `the log after ${tag}`)
      const outcomes = await outcomesOf(mended, tenant, someCall())
      same(
        outcomes.map(({ _tag }) => _tag),
        ['appended', 'conflict', 'appended', 'appended'],
        'the call repeated',
      )
    },
  })),
  {
    sentence: 'under OutcomeUnknown, repeating the call is safe',
    title: 'a call whose answer was lost stores each event once, when it is repeated',
    needs: ['loseAnswers'],
    run: async (scene) => {
      const store = await scene.handle()
      const repair = await faultOf(scene, 'loseAnswers')
      const error = await errorOf(store.append(tenant, nonEmpty(someCall())), 'append')
      same([error._tag, error.retryable], ['OutcomeUnknown', true], 'the error')
      await repair()
      const outcomes = await outcomesOf(store, tenant, someCall())
      for (const n of [0, 2, 3])
        holds(outcomes[n]?._tag !== 'conflict', `append ${n} of the repeated call is a conflict`)
      const stored = await readWhole(store, tenant, 'failing')
      same(
        stored.map(({ id, version }) => `${version} ${id}`),
        ['1 a', '2 c', '3 d'],
        'the stream',
      )
    },
  },
])

/** Large enough to need room of its own. */
const someCall = (): readonly Append[] => {
  const large = { ...eventOf('d'), body: new Uint8Array(1_000_000).fill(120) }
  return [
    appendOf('failing', 0, eventOf('a')),
    appendOf('failing', 9, eventOf('b')),
    appendOf('failing', 'any', eventOf('c')),
    appendOf('failing', 'any', large),
  ]
}
