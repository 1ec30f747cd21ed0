import { type Append, checkAppend, type EventStore, storeLimits } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, eventOf, nonEmpty, outcomesOf } from '../event.js'
import { errorOf, holds, same } from '../expectation.js'
import { eventsOf, headOf, readLog, tenantsOf } from '../reading.js'
import { tenant } from '../scene.js'
import { badAppends, badTexts } from './bad-appends.js'

export const argumentChecks: readonly Check[] = checksOf('P9', [
  {
    sentence: 'arguments are checked first, and nothing of a bad call is stored',
    title: 'every argument outside its rules is answered as core names it, first, amid or last in a call',
    run: async (scene) => {
      const store = await scene.handle()
      const before = await readLog(store, tenant)
      for (const [name, bad] of badAppends()) {
        const place = scene.random.below(3)
        const call = [0, 1].map((n) => appendOf('orders', 'any', eventOf(`good-${n}`))).toSpliced(place, 0, bad)
        await expectFault(store, tenant, call, `${name} at ${place}`)
        same(await headOf(store, tenant), before.at(-1)?.position, `the head after ${name}`)
      }
      same(await readLog(store, tenant), before, 'the log after calls with bad arguments')
    },
  },
  {
    sentence: 'arguments are checked first, and nothing of a bad call is stored',
    title: 'a bad argument in the last of many appends stores none of them, not even those that would conflict',
    run: async (scene) => {
      const store = await scene.handle()
      const bad = appendOf('orders', 'any', { ...eventOf('bad'), schema: 0 })
      const call = [
        appendOf('orders', 7, eventOf('a')),
        ...[1, 2, 3].map((n) => appendOf('orders', 'any', eventOf(`e${n}`))),
      ]
      await expectFault(store, tenant, [...call, bad], 'a bad schema in the last append')
      same(await eventsOf(store.readStream(tenant, 'orders', 0, 10), 'readStream'), [], 'the stream')
      const outcomes = await outcomesOf(store, tenant, call)
      same(
        outcomes.map(({ _tag }) => _tag),
        ['conflict', 'appended', 'appended', 'appended'],
        'the good ones alone',
      )
    },
  },
  {
    sentence: 'arguments are checked first, and nothing of a bad call is stored',
    title: 'a bad argument is answered before a known id is',
    run: async (scene) => {
      const store = await scene.handle()
      const good = appendOf('orders', 'any', eventOf('known'))
      await appendAll(store, tenant, [good])
      await expectFault(store, tenant, [{ ...good, event: { ...good.event, schema: 0 } }], 'a retry with a bad schema')
    },
  },
  {
    sentence: 'arguments are checked first, and nothing of a bad call is stored',
    title: 'a call without any append, and tenants that no store takes, are refused',
    run: async (scene) => {
      const store = await scene.handle()
      const listed = await tenantsOf(store, '', 1000)
      const empty = await errorOf(store.append(tenant, [] as unknown as [Append]), 'append of nothing')
      same(empty, checkAppend(tenant, []), 'append of nothing')
      for (const [name, bad] of badTexts(storeLimits.nameBytes))
        await expectFault(store, bad, [appendOf('orders', 'any', eventOf('a'))], `a tenant that is ${name}`)
      same(await tenantsOf(store, '', 1000), listed, 'the tenants after bad calls')
    },
  },
])

const expectFault = async (store: EventStore, of: string, call: readonly Append[], what: string): Promise<void> => {
  const fault = checkAppend(of, call)
  holds(fault !== undefined, `the kit takes ${what} for bad, and core does not`)
  const error = await errorOf(store.append(of, nonEmpty(call)), `append with ${what}`)
  same(error, fault, `the error of ${what}`)
}
