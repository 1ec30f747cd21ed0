import { type EventStore, memoryIndex } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, it } from 'vitest'

import { indexChecks } from '../src/index-checks.js'
import { indexConformance, runIndexCheck } from '../src/index-conformance.js'
import { type IndexClause, indexPromises } from '../src/index-promises.js'
import type { PartSubject } from '../src/part-conformance.js'
import { brokenIndexes } from './broken-indexes.js'
import { subjectOf } from './index-subject.js'

const seed = 20_260_101

const failures = async (subject: PartSubject, clause: IndexClause): Promise<readonly string[]> => {
  const failed: string[] = []
  for (const check of indexChecks.filter((one) => one.clause === clause))
    await runIndexCheck(check, subject, seed).catch((error: unknown) => failed.push(String(error)))
  return failed
}

describe('the checks of a membership index', () => {
  it.each(Object.keys(indexPromises) as readonly IndexClause[])('%s passes on an honest index', async (clause) => {
    expect(
      await failures(
        subjectOf('honest', (index) => index),
        clause,
      ),
    ).toEqual([])
  })

  it.each(brokenIndexes)('$breaks fails on an index that $subject.name', async ({ breaks, subject }) => {
    expect(await failures(subject, breaks)).not.toEqual([])
  })

  it('have a broken index for every promise', () => {
    const broken = new Set(brokenIndexes.map(({ breaks }) => breaks))
    expect([...broken].toSorted()).toEqual(Object.keys(indexPromises).toSorted())
  })

  it('have titles of their own', () => {
    expect(new Set(indexChecks.map(({ title }) => title)).size).toBe(indexChecks.length)
  })
})

describe('indexConformance', () => {
  const registered = (subject: PartSubject) => {
    const [ran, skipped, printed] = [[] as string[], [] as string[], [] as string[]]
    const it = Object.assign((name: string) => ran.push(name), { skip: (name: string) => skipped.push(name) })
    indexConformance({ describe: (_, body) => body(), it, print: (line) => printed.push(line) }, subject, { seed })
    return { ran, skipped, printed }
  }

  it('registers a test for every check', () => {
    expect(registered(subjectOf('honest', (index) => index)).ran).toEqual(indexChecks.map(({ title }) => title))
  })

  it('has a store without an index decline with a reason, which is printed', () => {
    const { ran, skipped, printed } = registered({ ...subjectOf('bare', memoryIndex), absent: 'it is only a log' })
    expect(ran).toEqual([])
    expect(skipped).toEqual(['declined: it is only a log'])
    expect(printed).toEqual(['bare declines the membership index: it is only a log'])
  })

  it('fails every check of a store that brings no index and does not say why', async () => {
    const handle = async (): Promise<EventStore> => {
      const { index: _, ...bare } = memoryStore()
      return bare
    }
    const silent: PartSubject = { name: 'silent', open: async () => ({ handle, dispose: async () => {} }) }
    for (const check of indexChecks)
      await expect(runIndexCheck(check, silent, seed)).rejects.toThrow(
        /brings no membership index, and does not say why|damageIndex is neither offered nor declined/,
      )
  })
})
