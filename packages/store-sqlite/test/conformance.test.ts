/** @module-tag fault:tenants */
import { storeConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { rounds, seed } from './scale.js'
import { sqliteSubject } from './sqlite-subject.js'

storeConformance({ describe, it }, sqliteSubject, { seed, killRounds: rounds(5) })
