import { type Answer, type Checkpoint, storeLimits } from '@partner-ledger/core/store'

import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, listed, place, putNew } from '../checkpoint-samples.js'
import { errorOf, same } from '../expectation.js'

const badNames = ['', 'a\0b', '\ud800', 'a'.repeat(storeLimits.nameBytes + 1)]

export const checkpointArgumentChecks: readonly CheckpointCheck[] = checkpointChecksOf('K11', [
  {
    title: 'names, tenants, revisions and limits outside their rules are refused, and the argument is named',
    run: async ({ open }) => {
      const store = await open()
      const revision = await putNew(store, place, checkpointAt(1))
      const before = await listed(store)
      for (const bad of badNames)
        for (const argument of ['name', 'tenant'] as const) {
          const at = { ...place, [argument]: bad }
          await refuses(argument, store.get(at), 'get')
          await refuses(argument, store.list(at, 1), 'list')
          await refuses(argument, store.put(at, 0, checkpointAt(1)), 'put')
          await refuses(argument, store.delete(at, 0), 'delete')
        }
      for (const bad of [-1, 1.5, NaN, 2 ** 53]) {
        await refuses('expected', store.put(place, bad, checkpointAt(2)), `a put that expects ${bad}`)
        await refuses('expected', store.delete(place, bad), `a delete that expects ${bad}`)
      }
      for (const bad of [0, -1, 1.5, NaN, 10_001])
        await refuses('limit', store.list(undefined, bad), `a list of ${bad}`)
      same(await listed(store), before, 'the list')
      same(
        before.some((found) => found?.revision === revision && found.name === place.name),
        true,
        'whether it is listed',
      )
    },
  },
  {
    title: 'a checkpoint outside its rules is refused, and the argument is named',
    run: async ({ open }) => {
      const store = await open()
      const revision = await putNew(store, place, checkpointAt(1))
      const before = await listed(store)
      const refusesPut = (argument: string, change: Partial<Checkpoint>): Promise<void> =>
        refuses(argument, store.put(place, revision, { ...checkpointAt(2), ...change }), `a put of ${argument}`)
      for (const bad of badNames) {
        await refusesPut('checkpoint.epoch', { epoch: bad })
        await refusesPut('owner', { lease: { owner: bad, until: 1 } })
      }
      for (const bad of [-1, 0.5, NaN, 2 ** 53]) {
        await refusesPut('checkpoint.position', { position: bad })
        await refusesPut('replayUntil', { replayUntil: bad })
      }
      for (const bad of [0.5, NaN, Infinity]) await refusesPut('until', { lease: { owner: 'me', until: bad } })
      same(await listed(store), before, 'the list')
    },
  },
])

const refuses = async (argument: string, answer: Answer<unknown>, what: string): Promise<void> => {
  const error = await errorOf(answer, what)
  same([error._tag, 'argument' in error && error.argument], ['InvalidArgument', argument], what)
}
