import { type IndexRow, right } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { indexStatements } from '../../src/index/index-statements.js'
import { leaveRows } from '../../src/index/index-step.js'
import { build, indexFile, rowsOf, stepOf, tenant } from './index-file.js'
import { memberRow, scattered } from './member-rows.js'
import { bytesOf } from '../temporary-folder.js'

const file = indexFile()

describe('what a step replaces', () => {
  /** Builds in the middle of tables, so that pages split, then takes the number from every third, and looks for it. */
  const numbersLeft = async (rowOf: (n: number) => IndexRow, without: (n: number) => IndexRow): Promise<number> => {
    const store = file.open()
    const numbers = scattered(3000)
    await build(store.index, numbers.map(rowOf), 100)
    const gone = numbers.filter((n) => n % 3 === 0)
    const step = stepOf(3000, 3001, gone.map(without))
    expect(await store.index.apply(tenant, step)).toEqual(right('applied'))
    expect(await store.forget(tenant, 'any', 1, 0)).toEqual(right(undefined))
    const bytes = Buffer.from(bytesOf(file.path)).toString('latin1')
    expect(bytes).toContain(numberOf(memberRow(1)))
    return gone.filter((n) => bytes.includes(numberOf(memberRow(n)))).length
  }

  const withoutPersonal = (n: number): IndexRow => {
    const { membershipNumber: _, personal: __, ...row } = memberRow(n)
    return row
  }

  it('is nowhere in the file behind a forget', async () => {
    expect(await numbersLeft(memberRow, withoutPersonal)).toBe(0)
  })

  it('which is seen to fail where a personal value stays in the state', async () => {
    const stating = (n: number): IndexRow => {
      const row = memberRow(n)
      return { ...withoutPersonal(n), state: row.state + numberOf(row) }
    }
    expect(await numbersLeft(memberRow, stating)).toBeGreaterThan(0)
  })

  it('is nowhere in the file behind a clear and a forget', async () => {
    const store = file.open()
    await build(store.index, scattered(3000).map(memberRow), 100)
    expect(await store.index.clear(tenant)).toEqual(right(undefined))
    expect(await store.forget(tenant, 'any', 1, 0)).toEqual(right(undefined))
    const bytes = Buffer.from(bytesOf(file.path)).toString('latin1')
    expect(scattered(3000).filter((n) => bytes.includes(numberOf(memberRow(n))))).toEqual([])
  })
})

describe('a clear', () => {
  it('takes what an earlier one left behind when its process ended halfway', async () => {
    const { index } = file.open()
    await build(index, scattered(30).map(memberRow))
    const db = new Database(file.path)
    leaveRows(indexStatements(db), tenant)
    expect(await rowsOf(index.find(tenant, {}, undefined, 10))).toEqual([])
    await build(index, scattered(10).map(memberRow))
    expect(await index.clear('another')).toEqual(right(undefined))
    const counts = db
      .prepare('SELECT (SELECT count(*) FROM index_rows), (SELECT count(*) FROM index_states)')
      .raw()
      .get()
    db.close()
    expect(counts).toEqual([10, 10])
    expect(await rowsOf(index.find(tenant, {}, undefined, 100))).toHaveLength(10)
  })
})

const numberOf = ({ membershipNumber }: IndexRow): string => {
  if (membershipNumber === undefined) throw new Error('a row without a number')
  return membershipNumber
}
