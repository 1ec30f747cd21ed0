import { orThrow } from '@partner-ledger/core'
import { copyLog, exportLog, type ExportProgress, importLog } from '@partner-ledger/core/transfer'
import type { Append, EventStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { beforeAll, expect, test } from 'vitest'

import { readOrganisations } from '../../src/ledger/log/organisations.js'
import { collected, contentsOf, sizeOf } from './logs.js'
import { eventsIn, headOf } from '../store/reading.js'

const tenantCount = 1_001
const eventCount = 1_201

const appendOf = (n: number): Append => ({
  stream: `membership/${n % 601}`,
  expected: 'any',
  event: { id: `id ${n}`, type: 'linked', occurredAt: n, schema: 1, facts: { customerId: n } },
})

/** More than a page of everything: of tenants, and in the last of them of events and streams. */
const longLog = async (): Promise<EventStore> => {
  const store = memoryStore({ clock: () => 1_000 })
  for (let tenant = 1; tenant <= tenantCount; tenant += 1) await orThrow(store.append(`${tenant}`, [appendOf(0)]))
  for (let n = 1; n < eventCount; n += 1) await orThrow(store.append('999', [appendOf(n)]))
  return store
}

let from: EventStore

beforeAll(async () => {
  from = await longLog()
})

test('every organisation is found where they fill more than a page', async () => {
  expect(await orThrow(readOrganisations(from))).toEqual(Array.from({ length: tenantCount }, (_, n) => n + 1))
})

test('a copy of more than a page of everything is equal', async () => {
  const to = memoryStore()
  expect(await orThrow(copyLog(from, to))).toMatchObject({ complete: true, differences: 0 })
  expect(await sizeOf(to)).toBe(tenantCount + eventCount - 1)
  expect(await contentsOf(to)).toEqual(await contentsOf(from))
})

test('an export tells how far it is within a long tenant, and brings all of it', async () => {
  const told: ExportProgress[] = []
  const lines = await collected(exportLog(from, { tenants: ['999'], onProgress: (progress) => told.push(progress) }))
  const head = await headOf(from, '999')
  expect(told).toHaveLength(2)
  expect(told[0]?.position).toBeLessThan(head)
  expect(told[1]).toEqual({ tenant: '999', position: head, head })
  const to = memoryStore()
  expect(await orThrow(importLog(to, lines))).toMatchObject({ complete: true, differences: 0 })
  expect(await eventsIn(to.readAll('999', 0, 2_000))).toHaveLength(eventCount)
})

test('an export that is ended among the proofs is cut off there, and its import says so', async () => {
  const ending = new AbortController()
  const lines: string[] = []
  for await (const line of exportLog(from, { tenants: ['999'], signal: ending.signal })) {
    lines.push(line)
    if (line.includes('"proof"')) ending.abort()
  }
  expect(lines).toHaveLength(1 + eventCount + 1)
  expect(await importLog(memoryStore(), lines)).toMatchObject({
    left: { _tag: 'TruncatedExport', lines: lines.length },
  })
})

test('an import that is ended keeps what it took, and is not complete', async () => {
  const ending = new AbortController()
  const to = memoryStore()
  const lines = await collected(exportLog(from, { tenants: ['999'] }))
  const report = await orThrow(importLog(to, lines, { signal: ending.signal, onProgress: () => ending.abort() }))
  expect(report.complete).toBe(false)
  expect(await eventsIn(to.readAll('999', 0, 2_000))).toHaveLength(1_000)
})
