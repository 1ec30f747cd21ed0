import { describe, expect, it } from 'vitest'

import { runHistory } from '../../src/run/run-history.js'
import { violationNames } from '../../src/verdict/violation.js'
import { memorySubject, projectionSubject } from './memory-subject.js'
import { sabotages } from './sabotage.js'

const figures = { seed: 20_261_123, events: 120, kills: 5 }

describe('a history that is run', () => {
  it('has no violation where nothing is broken', async () => {
    const { report } = await runHistory(memorySubject(), { ...figures, pauses: 3 })
    expect(report.violations).toEqual([])
    expect(report.counts).toMatchObject({ acknowledged: 120, delivered: 240, kills: 5 })
  })

  it('has no violation where subscriptions depend on the wakes alone', async () => {
    const options = { ...figures, pauses: 1, wakeWithinMs: 10_000 }
    const { report } = await runHistory(memorySubject(), options)
    expect(report.violations).toEqual([])
    expect(report.counts).toMatchObject({ acknowledged: 120, delivered: 240, kills: 5 })
    expect(report.counts.awaited).toBeGreaterThanOrEqual(113)
  })

  it('has each effect exactly once where effects and checkpoint are one transaction', async () => {
    const options = { ...figures, pauses: 3, promise: 'exactly-once' } as const
    const { report } = await runHistory(projectionSubject('together'), options)
    expect(report.violations).toEqual([])
    expect(report.counts).toMatchObject({ delivered: 240, repeated: 0, kills: 5 })
  })

  it.each(sabotages)(
    'has a violation `$found` where something $name: sabotage',
    async ({ subject, found, options }) => {
      const seen = new Set<string>()
      for (let round = 0; round < 6 && !seen.has(found); round += 1) {
        const { report } = await runHistory(subject, { ...figures, ...options, seed: figures.seed + round })
        for (const { _tag } of report.violations) seen.add(_tag)
      }
      expect([...seen]).toContain(found)
    },
    300_000,
  )

  it('is sabotaged for every violation', () => {
    expect(new Set(sabotages.map(({ found }) => found))).toEqual(new Set(violationNames))
  })
})
