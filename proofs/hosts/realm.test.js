// Run by Jest, whose tests have a realm of their own: `instanceof` of what Node or the engine made is false in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, it, test } from '@jest/globals'
import { createLedger, orThrow } from '@partner-ledger/core'
import { storeConformance } from '@partner-ledger/store-conformance'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

import { sqliteSubject } from './sqlite-subject.js'

const folder = mkdtempSync(join(tmpdir(), 'partner-ledger-jest-'))
afterAll(() => rmSync(folder, { recursive: true }))

const body = JSON.stringify({
  eventName: 'partnerProgramLinked',
  eventId: 'e-1',
  orgId: 1,
  createdAt: 1_700_000_000_000,
  data: { customerIdentifiers: { customerId: 4 }, loyaltyProgramId: 2, partnerProgramId: 3 },
})

/** @param {string} name */
const reasonOf = (name) => {
  try {
    sqliteStore({ path: join(folder, name), busyMs: 50 })
    return 'opened'
  } catch (error) {
    return /** @type {{ error: { reason: string } }} */ (error).error.reason
  }
}

test('a sound ledger opens again and again', async () => {
  for (const _ of [1, 2, 3]) {
    const store = sqliteStore({ path: join(folder, 'ledger.db') })
    await orThrow(createLedger({ store }).ingest(body))
    expect(await orThrow(store.verify())).toMatchObject({ isSound: true, events: 1 })
    await store.close()
  }
})

test('the reasons of refusals are those of the file', () => {
  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'garbage'), 'x'.repeat(5_000))
  expect(['folder', 'no/such', 'garbage'].map(reasonOf)).toEqual(['path', 'path', 'not-a-ledger'])
})

test('a lock of others is Unavailable', async () => {
  const path = join(folder, 'busy.db')
  const store = sqliteStore({ path, busyMs: 50 })
  const other = new Database(path)
  other.exec('BEGIN IMMEDIATE')
  expect(await createLedger({ store }).ingest(body)).toMatchObject({ left: { _tag: 'Unavailable' } })
  other.close()
  await store.close()
})

test('this is another realm: sabotage', () => {
  let thrown
  try {
    new Database(join(folder, 'no/such/folder.db'), { fileMustExist: true })
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeDefined()
  try {
    mkdirSync(join(folder, 'no/such'))
  } catch (error) {
    expect(error instanceof Error).toBe(false)
  }
})

storeConformance({ describe, it: Object.assign(it, { skip: it.skip }), print: () => {} }, sqliteSubject, { seed: 1 })
