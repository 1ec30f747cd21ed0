import { compareKeys, type IndexQuery, matches, right } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { findSelect } from '../../src/index/index-select.js'
import { build, indexFile, markAt, rowsOf, stepOf, tenant } from './index-file.js'
import { memberRow, scattered, someEdge } from './member-rows.js'

const file = indexFile()

describe('the index in the file', () => {
  it('is there again when the file is opened again', async () => {
    const rows = scattered(500).map(memberRow)
    const first = file.open()
    await build(first.index, rows)
    await first.close()
    const { index } = file.open()
    expect(await index.stand(tenant)).toEqual(
      right({ stand: { ...markAt(500), foldVersion: 1 }, log: { epoch: expect.any(String) as string, head: 0 } }),
    )
    expect(await rowsOf(index.find(tenant, {}, undefined, 1000))).toEqual(rows.toSorted(compareKeys))
  })

  it('goes with a backup', async () => {
    const rows = scattered(50).map(memberRow)
    const store = file.open()
    await build(store.index, rows)
    expect(await store.backup(join(file.folder, 'copy.db'))).toEqual(right(undefined))
    file.path = join(file.folder, 'copy.db')
    expect(await rowsOf(file.open().index.find(tenant, {}, undefined, 1000))).toEqual(rows.toSorted(compareKeys))
  })

  it('gives two handles that step at once one applied and one behind, and loses no row', async () => {
    const handles = [file.open().index, file.open().index] as const
    for (let from = 0; from < 60; from += 1) {
      const step = stepOf(from, from + 1, [memberRow(from + 1)])
      const outcomes = await Promise.all(handles.map((index) => index.apply(tenant, step)))
      expect(outcomes).toContainEqual(right('applied'))
      expect(outcomes).toContainEqual(right('behind'))
    }
    expect(await rowsOf(handles[0].find(tenant, {}, undefined, 1000))).toHaveLength(60)
  })
})

describe('a page of the index', () => {
  it('is what plain code finds, for windows of expiry with few rows and with many', async () => {
    const rows = scattered(6000).map(memberRow).toSorted(compareKeys)
    const { index } = file.open()
    await build(index, rows)
    const sizes: number[] = []
    for (let days = 1; days <= 4096; days *= 2)
      for (const query of [
        { expiresBefore: someEdge(days) },
        { expiresFrom: someEdge(1), expiresBefore: someEdge(days), open: true },
        { expiresFrom: someEdge(days), lastsUntil: someEdge(days * 2), partnerProgramId: 25 },
      ] satisfies IndexQuery[]) {
        const expected = rows.filter((row) => matches(query, row))
        sizes.push(expected.length)
        const middle = expected[expected.length >> 1]
        expect(await rowsOf(index.find(tenant, query, undefined, 100))).toEqual(expected.slice(0, 100))
        const behind = expected.filter((row) => middle !== undefined && compareKeys(row, middle) > 0)
        if (middle !== undefined) expect(await rowsOf(index.find(tenant, query, middle, 10_000))).toEqual(behind)
      }
    expect(Math.min(...sizes)).toBeLessThan(100)
    expect(Math.max(...sizes)).toBeGreaterThan(3000)
  })

  it('uses the index of what is asked for', async () => {
    const { index } = file.open()
    await build(index, scattered(100).map(memberRow))
    const db = new Database(file.path)
    const plans: string[] = []
    const seen = (name: string): boolean => plans.some((plan) => plan.includes(name))
    for (const [query, few] of [
      [{}, false],
      [{ customerId: 1 }, false],
      [{ membershipNumber: 'M-1' }, false],
      [{ anomaly: 'missing-link' }, false],
      [{ remindedNotRenewed: true }, false],
      [{ endUnknown: true }, false],
      [{ partnerProgramId: 25 }, false],
      [{ expiresBefore: someEdge(3) }, true],
    ] as const) {
      const { sql, values } = findSelect(tenant, query, memberRow(1), 100, few)
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]
      const text = plan.map(({ detail }) => detail).join('; ')
      plans.push(text)
      expect(text).not.toContain('SCAN r')
      if (!few) expect(text).not.toContain('TEMP B-TREE')
    }
    db.close()
    for (const name of [
      'PRIMARY KEY',
      '_customer',
      '_number',
      '_anomalies',
      '_reminded',
      '_end_unknown',
      '_partner',
      '_instant',
      '_date',
    ])
      expect([name, seen(name)]).toEqual([name, true])
  })
})
