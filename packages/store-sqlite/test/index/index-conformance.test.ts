import { indexConformance } from '@partner-ledger/store-conformance'
import { describe, it } from 'vitest'

import { sqliteSubject } from '../sqlite-subject.js'

indexConformance({ describe, it }, sqliteSubject)
