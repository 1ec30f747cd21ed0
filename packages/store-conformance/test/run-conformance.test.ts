import { describe, expect, it } from 'vitest'

import { checks } from '../src/checks.js'
import { reportText } from '../src/report-text.js'
import { runConformance } from '../src/run-conformance.js'
import { memorySubject } from './broken-stores/broken.js'

const honest = memorySubject('honest')

describe('runConformance', () => {
  it('reports what passed, what failed and why, and what was declined and why', async () => {
    const forgetful = memorySubject('forgetful', () => ({ forget }) => ({
      forget: (t, s, upTo) => forget(t, s, upTo, 0),
    }))
    const report = await runConformance(forgetful, { seed: 5, only: ['P4', 'P11'] })
    expect(report.passed + report.failed + report.declined).toBe(report.results.length)
    expect(report).toMatchObject({ subject: 'forgetful', durability: 'none', seed: 5, declined: 5 })
    const failed = report.results.find(({ outcome }) => outcome._tag === 'failed')
    expect(failed).toMatchObject({ clause: 'P11', outcome: { reason: expect.stringMatching(/\(seed 5\)$/) as string } })
    const text = reportText(report)
    expect(text).toMatch(/^forgetful \(durability none, seed 5\): \d+ passed, \d+ failed, 5 declined\n/)
    expect(text).toContain('reopen: nothing outlives the process')
    expect(text).toContain('the stream orders: expected')
  })

  it('draws the same numbers for the same seed, and others for another', async () => {
    const first = (seed: number) => runConformance(memorySubject('odd', oddBody(5)), { seed, only: [randomTitle] })
    const reasonOf = async (seed: number) =>
      JSON.stringify((await first(seed)).results[0]?.outcome).replaceAll(`${seed}`, '')
    expect(await reasonOf(11)).toBe(await reasonOf(11))
    expect(await reasonOf(11)).not.toBe(await reasonOf(12))
  })

  it('fails a check whose capability is neither offered nor declined', async () => {
    const silent = { ...honest, declines: {} }
    const report = await runConformance(silent, { only: ['P4'] })
    expect(report).toMatchObject({
      passed: 0,
      declined: 0,
      failed: checks.filter(({ clause }) => clause === 'P4').length,
    })
    expect(reportText(report)).toContain('startWriter is neither offered nor declined with a reason')
  })

  it('fails the checks of a store that does not open, or cannot be removed', async () => {
    const refusing = () => Promise.reject(new Error('no room'))
    const unopened = await runConformance({ ...honest, open: refusing }, { only: ['P2'] })
    expect(unopened.results.map(({ outcome }) => outcome._tag)).toEqual(['failed', 'failed', 'failed'])
    const open = async () => ({ ...(await honest.open()), dispose: refusing })
    const stuck = await runConformance({ ...honest, open }, { only: ['P2'] })
    expect(stuck).toMatchObject({ passed: 0, failed: 3 })
  })

  it('ends a check that hangs, and goes on', async () => {
    const hanging = memorySubject('hanging', () => () => ({ readAll: () => new Promise(() => {}) }))
    const report = await runConformance(hanging, { only: ['P2'], timeoutMs: 300 })
    expect(report).toMatchObject({ passed: 2, failed: 1 })
    expect(reportText(report)).toContain('the check did not end within 300 ms')
  })
})

const randomTitle = 'random events of random facts, personal parts and bodies come back as they were'

const oddBody =
  (least: number) => () => (store: Awaited<ReturnType<Awaited<ReturnType<typeof honest.open>>['handle']>>) => ({
    body: async (tenant: string, position: number) => {
      const answer = await store.body(tenant, position)
      return position > least && answer._tag === 'Right' ? { ...answer, right: undefined } : answer
    },
  })
