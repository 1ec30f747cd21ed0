import {
  type Checkpoint,
  checkpointConflict,
  memoryCheckpoints,
  right,
  type StoredCheckpoint,
} from '@partner-ledger/core/store'
import { type MemoryStore, memoryStore } from '@partner-ledger/store-memory'

import type { StoreUnderTest } from '../../src/subject.js'
import { type Notices, subjectOf } from '../checkpoint-subject.js'
import { broken, type BrokenCheckpoints, standing } from './broken.js'

/** Judges what it should only keep. */
const refusing = (
  name: string,
  isRefused: (stands: StoredCheckpoint, next: Checkpoint) => boolean,
): BrokenCheckpoints =>
  broken('K8', name, (store) => ({
    put: async (place, expected, next) => {
      const stands = await standing(store, place)
      return stands !== undefined && isRefused(stands, next)
        ? right(checkpointConflict(stands.revision))
        : store.put(place, expected, next)
    },
  }))

const answeringBehindClose = async (): Promise<StoreUnderTest> => {
  const checkpoints = memoryCheckpoints()
  const handle = async (): Promise<MemoryStore> => ({ ...memoryStore(), checkpoints })
  return { handle, dispose: async () => {} }
}

const noticing: Notices = { 'flip-checkpoint': true, 'drop-checkpoint': false, verifies: true }

/** Stores that judge, forget, answer or take what they should not. */
export const brokenKeepers: readonly BrokenCheckpoints[] = [
  refusing(
    'keeps others out while a lease lasts',
    ({ lease }, next) => lease !== undefined && lease.until > Date.now() && lease.owner !== next.lease?.owner,
  ),
  refusing('lets no position go back', ({ position }, next) => next.position < position),
  {
    breaks: 'K9',
    subject: subjectOf('forgets at a restart', (store) => store, memoryCheckpoints),
  },
  {
    breaks: 'K10',
    subject: {
      name: 'keeps checkpoints a handle',
      open: async () => ({ handle: async () => memoryStore(), dispose: async () => {} }),
    },
  },
  { breaks: 'K10', subject: { name: 'answers after close', open: answeringBehindClose } },
  {
    breaks: 'K12',
    subject: subjectOf('has no sums of its checkpoints', undefined, undefined, {
      ...noticing,
      'flip-checkpoint': false,
    }),
  },
  {
    breaks: 'K12',
    subject: subjectOf('takes a missing checkpoint for none', undefined, undefined, { ...noticing, verifies: false }),
  },
  broken('K11', 'takes any limit', (store) => ({
    list: (after, limit) => store.list(after, Number.isInteger(limit) ? Math.min(Math.max(limit, 1), 10_000) : 1),
  })),
  broken('K11', 'takes any time of a lease', (store) => ({
    put: (place, expected, { lease, ...rest }) =>
      store.put(place, expected, {
        ...rest,
        ...(lease === undefined
          ? {}
          : { lease: { ...lease, until: Number.isSafeInteger(lease.until) ? lease.until : 0 } }),
      }),
  })),
]
