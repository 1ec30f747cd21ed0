import { storeConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { memorySubject } from './memory-subject.js'

storeConformance({ describe, it }, memorySubject)
