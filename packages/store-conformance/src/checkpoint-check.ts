import type { CheckpointStore } from '@partner-ledger/core/store'

import type { CheckpointClause } from './checkpoint-promises.js'
import { type PartCheck, partChecksOf, type PartScene } from './part-check.js'

/** One way to look at one promise of a checkpoint store. It passes unless it throws. */
export type CheckpointCheck = PartCheck<CheckpointStore, CheckpointClause>

/** What a check of a checkpoint store works with. */
export type CheckpointScene = PartScene<CheckpointStore>

export const checkpointChecksOf = partChecksOf<CheckpointStore, CheckpointClause>
