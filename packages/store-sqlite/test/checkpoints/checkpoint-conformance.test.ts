import { checkpointConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { sqliteSubject } from '../sqlite-subject.js'

checkpointConformance({ describe, it }, sqliteSubject)
