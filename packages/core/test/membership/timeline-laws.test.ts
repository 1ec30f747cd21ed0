import { explain, timeline } from '@partner-ledger/core/membership'
import { describe, test } from 'vitest'

import * as laws from './timeline-laws.js'

const ours: laws.Telling = { timeline, explain }

describe('a timeline', () => {
  test('has every event once, in event order', () => laws.entries(ours))
  test('has changes that lead to the fields as they are', () => laws.changes(ours))
  test('has the anomalies of the membership', () => laws.anomalies(ours))
  test('explains each field by the entries that changed it', () => laws.explanations(ours))
})
