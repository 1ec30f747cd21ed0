import type { EventStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, it } from 'vitest'

import { checkpointChecks } from '../src/checkpoint-checks.js'
import { checkpointConformance, runCheckpointCheck } from '../src/checkpoint-conformance.js'
import { type CheckpointClause, checkpointPromises } from '../src/checkpoint-promises.js'
import type { PartSubject } from '../src/part-conformance.js'
import { brokenCheckpoints } from './broken-checkpoints/all.js'
import { subjectOf } from './checkpoint-subject.js'

const seed = 20_260_101

const failures = async (subject: PartSubject, clause: CheckpointClause): Promise<readonly string[]> => {
  const failed: string[] = []
  for (const check of checkpointChecks.filter((one) => one.clause === clause))
    await runCheckpointCheck(check, subject, seed).catch((error: unknown) => failed.push(String(error)))
  return failed
}

describe('the checks of a checkpoint store', () => {
  it.each(Object.keys(checkpointPromises) as readonly CheckpointClause[])(
    '%s passes on an honest one',
    async (clause) => {
      expect(await failures(subjectOf('honest'), clause)).toEqual([])
    },
  )

  it.each(brokenCheckpoints)('$breaks fails on a checkpoint store that $subject.name', async ({ breaks, subject }) => {
    expect(await failures(subject, breaks)).not.toEqual([])
  })

  it('have a broken checkpoint store for every promise', () => {
    const broken = new Set(brokenCheckpoints.map(({ breaks }) => breaks))
    expect([...broken].toSorted()).toEqual(Object.keys(checkpointPromises).toSorted())
  })

  it('have titles of their own, and name every promise in its order', () => {
    expect(new Set(checkpointChecks.map(({ title }) => title)).size).toBe(checkpointChecks.length)
    const named = [...new Set(checkpointChecks.map(({ clause }) => clause))]
    expect(named).toEqual(Object.keys(checkpointPromises))
  })
})

describe('checkpointConformance', () => {
  const registered = (subject: PartSubject) => {
    const [ran, skipped, printed] = [[] as string[], [] as string[], [] as string[]]
    const it = Object.assign((name: string) => ran.push(name), { skip: (name: string) => skipped.push(name) })
    checkpointConformance({ describe: (_, body) => body(), it, print: (line) => printed.push(line) }, subject, { seed })
    return { ran, skipped, printed }
  }

  it('registers a test for every check', () => {
    expect(registered(subjectOf('honest')).ran).toEqual(checkpointChecks.map(({ title }) => title))
  })

  it('skips what a subject declines, with the reason in its name, and prints the reason', () => {
    const { ran, skipped, printed } = registered({ ...subjectOf('forgetful'), declines: { reopen: 'gone for ever' } })
    const needy = checkpointChecks.filter(({ needs }) => needs === 'reopen')
    expect(ran).toHaveLength(checkpointChecks.length - needy.length)
    expect(skipped).toEqual(needy.map(({ title }) => `${title} (declined: gone for ever)`))
    expect(printed).toEqual(['forgetful declines reopen for its checkpoint store: gone for ever'])
  })

  it('has a store without checkpoints decline with a reason, which is printed', () => {
    const { ran, skipped, printed } = registered({ ...subjectOf('bare'), absent: 'it is only a log' })
    expect([ran, skipped]).toEqual([[], ['declined: it is only a log']])
    expect(printed).toEqual(['bare declines the checkpoint store: it is only a log'])
  })

  it('fails what a store neither offers nor declines', async () => {
    const bare = async (): Promise<EventStore> => {
      const { checkpoints: _, ...store } = memoryStore()
      return store
    }
    const opened = (handle: () => Promise<EventStore>): PartSubject => ({
      name: 'silent',
      open: async () => ({ handle, dispose: async () => {} }),
    })
    for (const check of checkpointChecks) {
      await expect(runCheckpointCheck(check, opened(bare), seed)).rejects.toThrow(/neither offered|does not say why/)
      if (check.needs !== undefined)
        await expect(
          runCheckpointCheck(
            check,
            opened(async () => memoryStore()),
            seed,
          ),
        ).rejects.toThrow('neither offered')
    }
  })
})
