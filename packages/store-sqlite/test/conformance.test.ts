import { storeConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { rounds, seed } from './scale.js'
import { sqliteSubject } from './sqlite-subject.js'

// One of its clauses is hostile names.
describe('the SQLite store', { tags: 'fault:tenants' }, () => {
  storeConformance({ describe, it }, sqliteSubject, { seed, killRounds: rounds(5) })
})
