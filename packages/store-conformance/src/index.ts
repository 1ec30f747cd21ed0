export type { Check } from './check.js'
export type { CheckpointCheck, CheckpointScene } from './checkpoint-check.js'
export { checkpointChecks } from './checkpoint-checks.js'
export { checkpointConformance, runCheckpointCheck } from './checkpoint-conformance.js'
export { checkpointPromises } from './checkpoint-promises.js'
export type { CheckpointClause } from './checkpoint-promises.js'
export { checks } from './checks.js'
export { forkWriter, writeUntilKilled } from './fork-writer.js'
export type { IndexCheck, IndexScene } from './index-check.js'
export { indexChecks } from './index-checks.js'
export { indexConformance, runIndexCheck } from './index-conformance.js'
export { indexPromises } from './index-promises.js'
export type { IndexClause } from './index-promises.js'
export type { PartCheck, PartHandle, PartScene } from './part-check.js'
export type { PartOptions, PartSubject } from './part-conformance.js'
export type { Clause, Sentence } from './promises.js'
export { clauses, promises } from './promises.js'
export { reportText } from './report-text.js'
export type { CheckOptions, CheckOutcome, GivenCheckOptions } from './run-check.js'
export type { CheckResult, ConformanceOptions, ConformanceReport } from './run-conformance.js'
export { runConformance } from './run-conformance.js'
export type { Runner } from './store-conformance.js'
export { storeConformance } from './store-conformance.js'
export type {
  AnotherProcess,
  Capabilities,
  Capability,
  CheckpointDamage,
  Damage,
  Durability,
  EventPlace,
  IndexDamage,
  Repair,
  StoreUnderTest,
  Subject,
  Writer,
  WriterJob,
} from './subject.js'
export { capabilities } from './subject.js'
export { writeJob, writerEvent } from './write-job.js'
export { withHoles } from './with-holes.js'
