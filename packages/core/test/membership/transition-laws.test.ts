import { transitions } from '@partner-ledger/core/membership'
import { describe, test } from 'vitest'

import * as laws from './transition-laws.js'

describe('the list of transitions', () => {
  test('is in the order of the table, each once, and one of a link at most', () => laws.order(transitions))
  test('tells of the link what the table says', () => laws.links(transitions))
  test('leaves out nothing that a host shows', () => laws.completeness(transitions))
  test('tells of a correction exactly where the past changed alone', () => laws.corrections(transitions))
  test('is empty for an event that changes nothing', () => laws.silence(transitions))
  test('is the same in a replay as it was live', () => laws.replay(transitions))
})
