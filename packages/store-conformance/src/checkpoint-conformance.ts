import type { CheckpointStore } from '@partner-ledger/core/store'

import type { CheckpointCheck } from './checkpoint-check.js'
import { checkpointChecks } from './checkpoint-checks.js'
import { type CheckpointClause, checkpointPromises } from './checkpoint-promises.js'
import { putNew, someCheckpoint } from './checkpoint-samples.js'
import { type Part, partConformance, type PartOptions, type PartSubject, runPartCheck } from './part-conformance.js'
import { noisyTenants } from './scene.js'
import type { Runner } from './store-conformance.js'

const checkpointPart: Part<CheckpointStore, CheckpointClause> = {
  called: 'checkpoint store',
  promises: checkpointPromises,
  checks: checkpointChecks,
  of: ({ checkpoints }) => checkpoints,
  makeNoise: async (checkpoints, random) => {
    for (const name of ['READER', 'reader2', 'reade'])
      for (const tenant of noisyTenants) await putNew(checkpoints, { name, tenant }, someCheckpoint(random))
  },
}

/**
 * Registers a test for every check of a CheckpointStore, grouped by promise. A store that brings none has to say why,
 * and has one skipped test with the reason in its name.
 */
export const checkpointConformance = (runner: Runner, subject: PartSubject, options: PartOptions = {}): void =>
  partConformance(checkpointPart, runner, subject, options)

/** Runs one check on a new store. It rejects with what was found. */
export const runCheckpointCheck = (check: CheckpointCheck, subject: PartSubject, seed: number): Promise<void> =>
  runPartCheck(checkpointPart, check, subject, seed)
