import Database from 'better-sqlite3'
import { expect, it } from 'vitest'

import { idOf } from '../../src/log/rows.js'
import { idHash, sameIds } from '../../src/upkeep/same-ids.js'
import { prepareStatements, type Row } from '../../src/log/statements.js'
import { sqliteStore } from '../../src/store.js'
import { rightOf, sampleAppend } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

it('finds the one id that comes twice among thousands, and none where none does', async () => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path })
  await rightOf(store.append('1', [sampleAppend('s', 'the id')]))
  await store.close()
  const db = new Database(path)
  const row = prepareStatements(db).eventAt.get(1)
  db.close()
  if (row === undefined) throw new Error('no event')
  const withId = (id: string): Row => row.map((cell) => (cell === idOf(row) ? id : cell))
  const ids = sameIds()
  for (let n = 0; n < 20_000; n += 1) ids.add(withId(`id ${n}`))
  expect(await ids.repeated()).toEqual(new Set())
  ids.add(withId('id 7'))
  expect(await ids.repeated()).toEqual(new Set([idHash(withId('id 7'))]))
})
