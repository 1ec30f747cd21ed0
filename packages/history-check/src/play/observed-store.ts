import type { LedgerStore } from '@partner-ledger/core'
import type { CheckpointOutcome, CheckpointStep, CheckpointStore } from '@partner-ledger/core/store'

import type { Checkpointed, RunId } from '../record.js'
import type { Stage } from './stage.js'

/** A store that is followed by subscriptions must keep their checkpoints. */
export type KeepingStore = LedgerStore & { readonly checkpoints: CheckpointStore }

/** The store as a process of a history has it: what becomes of each checkpoint is written down. */
export const observedStore = (stage: Stage, run: RunId): KeepingStore => {
  const { store, pass, note } = stage
  const { checkpoints } = store
  if (checkpoints === undefined) throw new Error('the store keeps no checkpoints, so that none outlives a restart')
  return {
    append: (...call) => pass(() => store.append(...call)),
    readStream: (...read) => pass(() => store.readStream(...read)),
    readAll: (...read) => pass(() => store.readAll(...read)),
    body: (...read) => pass(() => store.body(...read)),
    forget: (...which) => pass(() => store.forget(...which)),
    streams: (...page) => pass(() => store.streams(...page)),
    heads: (...page) => pass(() => store.heads(...page)),
    onAppend: (tenant, wake) => store.onAppend(tenant, wake),
    close: () => store.close(),
    checkpoints: {
      get: (place) => pass(() => checkpoints.get(place)),
      list: (...page) => pass(() => checkpoints.list(...page)),
      delete: (...which) => pass(() => checkpoints.delete(...which)),
      put: async (place, expected, checkpoint) => {
        const answer = await pass(() => checkpoints.put(place, expected, checkpoint))
        if (answer._tag === 'Right') await note(checkpointed(run, { place, expected, checkpoint }, answer.right))
        return answer
      },
    },
  }
}

/** What became of a step, as it is written down. */
export const checkpointed = (
  run: RunId,
  { place, expected, checkpoint }: CheckpointStep,
  { _tag, revision }: CheckpointOutcome,
): Checkpointed => ({
  _tag: _tag === 'put' ? 'put' : 'refused',
  run,
  tenant: place.tenant,
  position: checkpoint.position,
  expected,
  revision,
  ...(checkpoint.lease === undefined ? {} : { owner: checkpoint.lease.owner }),
})
