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
    expect(report).toMatchObject({ subject: 'forgetful', durability: 'none', seed: 5, declined: 7 })
    const failed = report.results.find(({ outcome }) => outcome._tag === 'failed')
    expect(failed).toMatchObject({ clause: 'P11', outcome: { reason: expect.stringMatching(/\(seed 5\)$/) as string } })
    const text = reportText(report)
    expect(text).toMatch(/^forgetful \(durability none, seed 5\): \d+ passed, \d+ failed, 7 declined\n/)
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
    const needed = checks.filter(({ clause, needs }) => clause === 'P4' && !needs.some(isOfNetworks))
    expect(report).toMatchObject({ passed: 0, failed: needed.length })
    const reasons = report.results.map(({ outcome }) => (outcome._tag === 'declined' ? outcome.reason : undefined))
    expect(reasons.filter((reason) => reason !== undefined)).toEqual([
      'dropConnections: no network is in between',
      'loseQuorum: its durability is none: no quorum is asked for',
    ])
    expect(reportText(report)).toContain('startWriter is neither offered nor declined with a reason')
  })

  it('fails the checks of a store that does not open, or cannot be removed', async () => {
    const unopened = await runConformance({ ...honest, open: refusing }, { only: ['P2'] })
    expect(unopened.results.map(({ outcome }) => outcome._tag)).toEqual(['failed', 'failed', 'failed'])
    const open = async () => ({ ...(await honest.open()), dispose: refusing })
    const stuck = await runConformance({ ...honest, open }, { only: ['P2'] })
    expect(stuck).toMatchObject({ passed: 0, failed: 3 })
  })

  it('empties one store between the checks where it can be emptied, and removes it at the end', async () => {
    const did: string[] = []
    const emptied = (empty: () => Promise<void>): typeof honest => ({
      ...honest,
      open: async () => {
        did.push('open')
        let inner = await honest.open()
        const renew = async (): Promise<void> => {
          did.push('empty')
          inner = await honest.open()
          await empty()
        }
        return { handle: () => inner.handle(), dispose: async () => void did.push('dispose'), empty: renew }
      },
    })
    const report = await runConformance(
      emptied(async () => {}),
      { only: ['P2'] },
    )
    expect(report).toMatchObject({ passed: 3, failed: 0 })
    expect(did.splice(0)).toEqual(['open', 'empty', 'empty', 'empty', 'dispose'])
    const stuck = await runConformance(emptied(refusing), { only: ['P2'] })
    expect(stuck).toMatchObject({ passed: 0, failed: 3 })
    expect(did).toEqual(['open', 'empty', 'open', 'empty', 'open', 'empty'])
  })

  it('makes another store after a check that failed', async () => {
    let opened = 0
    const failing = memorySubject('failing', () => () => ({ body: refusing }))
    const open = async () => {
      opened += 1
      let inner = await failing.open()
      const empty = async (): Promise<void> => {
        inner = await failing.open()
      }
      return { handle: () => inner.handle(), dispose: async () => {}, empty }
    }
    const begins = (words: string): string => checks.find(({ title }) => title.startsWith(words))?.title ?? ''
    const only = [begins('a tenant without events has head 0'), begins('wakes may come or not')]
    expect(await runConformance({ ...failing, open }, { only })).toMatchObject({ passed: 1, failed: 1 })
    expect(opened).toBe(2)
  })

  it('ends a check that hangs, and goes on', async () => {
    const hanging = memorySubject('hanging', () => () => ({ readAll: () => new Promise(() => {}) }))
    const report = await runConformance(hanging, { only: ['P2'], timeoutMs: 300 })
    expect(report).toMatchObject({ passed: 2, failed: 1 })
    expect(reportText(report)).toContain('the check did not end within 300 ms')
  })
})

const isOfNetworks = (capability: string): boolean => ['dropConnections', 'loseQuorum'].includes(capability)

const refusing = () => Promise.reject(new Error('no room'))

const randomTitle = 'random events of random facts, personal parts and bodies come back as they were'

const oddBody =
  (least: number) => () => (store: Awaited<ReturnType<Awaited<ReturnType<typeof honest.open>>['handle']>>) => ({
    body: async (tenant: string, position: number) => {
      const answer = await store.body(tenant, position)
      return position > least && answer._tag === 'Right' ? { ...answer, right: undefined } : answer
    },
  })
