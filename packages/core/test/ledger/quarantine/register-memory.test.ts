import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { orThrow } from '@partner-ledger/core'
import type { EventStore, RecordedEvent } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { logWatch } from '../../../src/ledger/log/log-watch.js'
import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { quarantineRegister } from '../../../src/ledger/quarantine/quarantine-register.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const heap = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

const most = 100_000
const issues = JSON.stringify(Array.from({ length: 5 }, () => ({ kind: 'forbidden', path: '*.*', expected: 'x' })))

const recordAt = (position: number): RecordedEvent => ({
  stream: entryId(Buffer.from(`${position}`)),
  version: 1,
  position,
  recordedAt: 1_700_000_000_000 + position,
  id: 'quarantined',
  type: 'quarantined',
  occurredAt: 1_700_000_000_000,
  schema: 1,
  facts: { reason: 'undecodable', issues: `${issues} `, bytes: 7, claimedOrgId: 50191 },
})

/** A quarantine that is full of small bodies, made as it is read. */
const fullStore = (): EventStore => ({
  ...memoryStore(),
  readAll: (_, after, limit) => {
    const events = Array.from({ length: Math.min(limit, most - after) }, (_, index) => recordAt(after + index + 1))
    const page = { epoch: 'e', head: most, events, more: after + events.length < most }
    return Promise.resolve(right(after === 0 ? page : { ...page, at: 'quarantined' }))
  },
})

test('a full quarantine of small bodies takes at most 64 MiB of heap, also while it is read', async () => {
  const before = heap()
  const register = quarantineRegister(fullStore(), logWatch())
  await orThrow(register.catchUp())
  expect(register.taken({ isUnknownEvent: false })).toEqual({ entries: most, bytes: 7 * most })
  const taken = heap() - before
  expect(taken).toBeLessThan(64 * 1_048_576)
  expect(taken).toBeGreaterThan(1_048_576)
  expect(register.get(entryId(Buffer.from('5')))).toMatchObject({ position: 5 })
})
