import type { CheckpointPlace, CheckpointStore, StoredCheckpoint } from '@partner-ledger/core/store'

import type { CheckpointClause } from '../../src/checkpoint-promises.js'
import type { PartSubject } from '../../src/part-conformance.js'
import { subjectOf } from '../checkpoint-subject.js'

/** A checkpoint store that breaks one promise, and which one. */
export interface BrokenCheckpoints {
  readonly breaks: CheckpointClause
  readonly subject: PartSubject
}

/** What is broken of an honest store. */
export type Change = (store: CheckpointStore) => Partial<CheckpointStore>

export const broken = (breaks: CheckpointClause, name: string, change: Change): BrokenCheckpoints => ({
  breaks,
  subject: subjectOf(name, (store) => ({ ...store, ...change(store) })),
})

export const standing = async (
  store: CheckpointStore,
  place: CheckpointPlace,
): Promise<StoredCheckpoint | undefined> => {
  const got = await store.get(place)
  return got._tag === 'Right' ? got.right : undefined
}

/** Sorts as the place does, by name and then tenant. */
export const keyOf = ({ name, tenant }: CheckpointPlace): string => `${name}\0${tenant}`
