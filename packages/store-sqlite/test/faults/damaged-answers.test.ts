import { corrupt, left } from '@partner-ledger/core/store'
import { expect, it } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { damageFile } from './damaged-file.js'
import { checkpointAt, place } from '../checkpoints/sample-checkpoint.js'
import { headOf, rightOf, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

/** A store over a file that was damaged while nobody had it open. */
const damaged = async (...sql: readonly string[]): Promise<SqliteStore> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path })
  for (const tenant of ['1', '2']) await rightOf(store.append(tenant, sampleAppends(9)))
  await rightOf(store.checkpoints.put(place, 0, checkpointAt(1)))
  await store.close()
  damageFile(path, ...sql)
  return sqliteStore({ path })
}

it('a head is Corrupt where the row of its tenant is damaged, and others have theirs', async () => {
  const store = await damaged('UPDATE tenants SET head = 3 WHERE id = 1')
  expect(await store.readAll('1', 0, 1)).toEqual(left(corrupt(0, 'a tenant does not match its checksum')))
  expect(await headOf(store, '2')).toBe(18)
  expect(await headOf(store, '3')).toBe(0)
  await store.close()
})

it('an epoch is Corrupt where its row is changed or gone', async () => {
  for (const sql of ["UPDATE meta SET value = 'else' WHERE name = 'epoch'", "DELETE FROM meta WHERE name = 'epoch'"]) {
    const store = await damaged(sql)
    for (const answer of [store.heads('', 1), store.readAll('1', 0, 1), store.append('1', sampleAppends(1))])
      expect(await answer, sql).toEqual(
        left(corrupt(0, 'the epoch of the log is missing or does not match its checksum')),
      )
    await store.close()
  }
})

it('the tenants are Corrupt where one of them is missing', async () => {
  const store = await damaged('DELETE FROM tenants WHERE id = 1')
  expect(await store.heads('', 10)).toEqual(left(corrupt(0, 'a tenant is missing')))
  await store.close()
})

it('a checkpoint that is damaged is Corrupt to who writes along with it, and nothing is written', async () => {
  const store = await damaged('UPDATE checkpoints SET position = position + 1')
  let written = 0
  const write = (): void => void (written += 1)
  expect(await store.putWith({ place, expected: 1, checkpoint: checkpointAt(2) }, write)).toEqual(
    left(corrupt(0, 'a checkpoint does not match its checksum')),
  )
  expect(written).toBe(0)
  await store.close()
})
