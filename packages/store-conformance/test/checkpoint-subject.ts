import {
  type CheckpointStore,
  corrupt,
  left,
  memoryCheckpoints,
  right,
  type StoredCheckpoint,
} from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { PartSubject } from '../src/part-conformance.js'
import type { CheckpointDamage } from '../src/subject.js'

type Change = (store: CheckpointStore) => CheckpointStore

/** Which damage is noticed by reads; `verifies`: whether `findings` counts what is missing. */
export type Notices = Readonly<Record<CheckpointDamage | 'verifies', boolean>>

const all: Notices = { 'flip-checkpoint': true, 'drop-checkpoint': false, verifies: true }

/** A store in memory with these checkpoints, honest ones unless they are broken, and a restart that loses nothing. */
export const subjectOf = (
  name: string,
  broken: Change = (store) => store,
  restarted: Change = broken,
  notices: Notices = all,
): PartSubject => ({
  name,
  open: async () => {
    const honest = memoryCheckpoints()
    const damages = new Map<CheckpointDamage, string>()
    let log = { ...memoryLog(), checkpoints: damaged(broken(honest), damages, notices) }
    return {
      handle: async () => memoryStore({ log }),
      dispose: async () => {},
      reopen: async () => {
        log = { ...log, checkpoints: restarted(honest) }
      },
      damageCheckpoint: async (kind, { name: of, tenant }) => void damages.set(kind, `${of}/${tenant}`),
      findings: async () => (notices.verifies ? damages.size : 0),
    }
  },
})

const damaged = (
  store: CheckpointStore,
  damages: ReadonlyMap<CheckpointDamage, string>,
  notices: Notices,
): CheckpointStore => {
  const read = (found: StoredCheckpoint): StoredCheckpoint | 'corrupt' | undefined => {
    const has = (kind: CheckpointDamage): boolean => damages.get(kind) === `${found.name}/${found.tenant}`
    if (has('drop-checkpoint')) return notices['drop-checkpoint'] ? 'corrupt' : undefined
    if (has('flip-checkpoint')) return notices['flip-checkpoint'] ? 'corrupt' : { ...found, position: 1 }
    return found
  }
  return {
    ...store,
    get: async (place) => {
      const given = await store.get(place)
      if (given._tag === 'Left' || given.right === undefined || damages.size === 0) return given
      const found = read(given.right)
      return found === 'corrupt' ? left(corrupt(0, 'a checkpoint is not what it was')) : right(found)
    },
  }
}
