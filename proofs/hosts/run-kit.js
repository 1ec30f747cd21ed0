// Runs the conformance kit without a test runner, and says what became of it.
import { runConformance } from '@partner-ledger/store-conformance'

import { sqliteSubject } from './sqlite-subject.js'

const { passed, failed, results } = await runConformance(sqliteSubject, { seed: 1 })
const failures = results.flatMap(({ title, outcome }) =>
  outcome._tag === 'failed' ? [`${title}: ${outcome.reason}`] : [],
)
console.log(JSON.stringify({ node: process.versions.node, passed, failed, failures }))
