import { checkpointConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { memorySubject } from './memory-subject.js'

checkpointConformance({ describe, it }, memorySubject)
