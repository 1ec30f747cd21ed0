import type { LogMark } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import type { VerifyReport } from '../../src/upkeep/verify.js'
import { damageFile } from '../faults/damaged-file.js'
import { memberRow, scattered } from '../index/member-rows.js'
import { rightOf, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const verified = async (path: string): Promise<VerifyReport> => {
  const store = sqliteStore({ path })
  const report = await rightOf(store.verify())
  await store.close()
  return report
}

describe('verify of the index', () => {
  const indexed = async (): Promise<string> => {
    const path = `${temporaryFolder()}/ledger.db`
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(1_200)))
    const { epoch } = await rightOf(store.heads('', 1))
    const at = (position: number): LogMark => ({ epoch, position, id: `e${position - 1}` })
    const rows = scattered(1_200).map(memberRow)
    const step = { from: { epoch, position: 0 }, to: at(600), foldVersion: 1, rows: rows.slice(0, 700) }
    await rightOf(store.index.apply('1', step))
    await rightOf(store.index.apply('1', { ...step, from: at(600), to: at(1_200), rows: rows.slice(600) }))
    await rightOf(store.index.apply('2', step))
    await rightOf(store.index.clear('2'))
    await store.close()
    return path
  }

  it('finds nothing where its rows are those that were put in', async () => {
    expect((await verified(await indexed())).findings).toEqual([])
  })

  it.each([
    'DELETE FROM index_rows WHERE customer = 1100',
    'DELETE FROM index_states WHERE customer = 7',
    'DELETE FROM index_personal WHERE id = 7',
    'UPDATE index_rows SET open = 1 - open WHERE customer = 800',
    'UPDATE index_rows SET end_unknown = 1 - end_unknown WHERE customer = 800',
    "UPDATE index_rows SET expiry_time = '23:59:59' WHERE customer = 1 + 11",
    "UPDATE index_states SET state = '{}' WHERE customer = 9",
    "UPDATE index_tenants SET epoch = 'another'",
    'UPDATE index_tenants SET position = position - 1',
    'UPDATE index_tenants SET fold_version = 2',
    "UPDATE index_personal SET number = 'M1' WHERE id = 3",
  ])('finds %s', async (sql) => {
    const path = await indexed()
    damageFile(path, sql)
    const { findings, isSound } = await verified(path)
    expect(isSound).toBe(false)
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'index' }))
  })
})
