import { indexConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { memorySubject } from './memory-subject.js'

indexConformance({ describe, it }, memorySubject)
