import type { CheckpointCheck } from './checkpoint-check.js'
import { getChecks } from './checkpoint-clauses/k1-get.js'
import { checkpointHandleChecks } from './checkpoint-clauses/k10-handles.js'
import { checkpointArgumentChecks } from './checkpoint-clauses/k11-arguments.js'
import { checkpointDamageChecks } from './checkpoint-clauses/k12-damage.js'
import { putChecks } from './checkpoint-clauses/k2-put.js'
import { revisionChecks } from './checkpoint-clauses/k4-revisions.js'
import { deleteChecks } from './checkpoint-clauses/k5-delete.js'
import { listChecks } from './checkpoint-clauses/k6-list.js'
import { placeChecks } from './checkpoint-clauses/k7-places.js'
import { indifferenceChecks } from './checkpoint-clauses/k8-indifference.js'
import { restartChecks } from './checkpoint-clauses/k9-restart.js'

/** Every check of a checkpoint store, in the order of the promises. */
export const checkpointChecks: readonly CheckpointCheck[] = [
  ...getChecks,
  ...putChecks,
  ...revisionChecks,
  ...deleteChecks,
  ...listChecks,
  ...placeChecks,
  ...indifferenceChecks,
  ...restartChecks,
  ...checkpointHandleChecks,
  ...checkpointArgumentChecks,
  ...checkpointDamageChecks,
]
