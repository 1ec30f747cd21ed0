import type { LedgerStore } from '@partner-ledger/core'
import type { CheckpointOutcome, CheckpointStep, CheckpointStore } from '@partner-ledger/core/store'

import type { Checkpointed, ProcessId } from '../record.js'
import type { Environment } from './environment.js'

/** A store with checkpoints, which subscriptions need. */
export type CheckpointedStore = LedgerStore & { readonly checkpoints: CheckpointStore }

/** The store of one process: calls go through its environment, and the outcome of each checkpoint is recorded. */
export const observedStore = (environment: Environment, process: ProcessId): CheckpointedStore => {
  const { store, request, write } = environment
  const { checkpoints } = store
  if (checkpoints === undefined)
    throw new Error('the store has no `checkpoints`, so no subscription would survive a restart')
  return {
    append: (...call) => request(() => store.append(...call)),
    readStream: (...read) => request(() => store.readStream(...read)),
    readAll: (...read) => request(() => store.readAll(...read)),
    body: (...read) => request(() => store.body(...read)),
    forget: (...which) => request(() => store.forget(...which)),
    streams: (...page) => request(() => store.streams(...page)),
    heads: (...page) => request(() => store.heads(...page)),
    onAppend: (tenant, wake) => store.onAppend(tenant, wake),
    close: () => store.close(),
    checkpoints: {
      get: (place) => request(() => checkpoints.get(place)),
      list: (...page) => request(() => checkpoints.list(...page)),
      delete: (...which) => request(() => checkpoints.delete(...which)),
      put: async (place, expected, checkpoint) => {
        const outcome = await request(() => checkpoints.put(place, expected, checkpoint))
        if (outcome._tag === 'Right') await write(checkpointed(process, { place, expected, checkpoint }, outcome.right))
        return outcome
      },
    },
  }
}

/** The record of a checkpoint and its outcome. */
export const checkpointed = (
  process: ProcessId,
  { place, expected, checkpoint }: CheckpointStep,
  { _tag, revision }: CheckpointOutcome,
): Checkpointed => ({
  _tag: _tag === 'put' ? 'put' : 'refused',
  process,
  tenant: place.tenant,
  position: checkpoint.position,
  expected,
  revision,
  ...(checkpoint.lease === undefined ? {} : { owner: checkpoint.lease.owner }),
})
