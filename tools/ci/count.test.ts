import { describe, expect, it } from 'vitest'

import { countTests } from './count.js'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})

describe('the count of a run', () => {
  it('is nothing where nothing ran', () => {
    expect(countTests({ testResults: [] })).toEqual({ passed: 0, failed: 0 })
  })

  it('counts each test by what became of it, and a skipped one not at all', () => {
    const testResults = [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'passed', 'failed', 'failed')]
    expect(countTests({ testResults })).toEqual({ passed: 3, failed: 2 })
  })

  it('counts a file that did not load as one failure', () => {
    expect(countTests({ testResults: [file('failed'), file('failed', 'passed')] })).toEqual({ passed: 1, failed: 2 })
  })
})
