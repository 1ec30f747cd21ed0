import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import type { RecordedEvent } from '@partner-ledger/core/store'
import { expect } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { eventsOf, rightOf } from '../sample-event.js'
import { randomOf, seed, worker } from '../scale.js'

const random = randomOf(seed)

/** Lets a worker do its work, kills it some time after its first answer, and gives what it had said by then. */
export const killed = async (
  path: string,
  work: string,
  round: number,
  name = 'until-killed',
): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [fileURLToPath(worker(name)), path, work, String(round)])
  let said = ''
  let complaint = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const gone = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), gone])
  await setTimeout(random(25))
  child.kill('SIGKILL')
  await gone
  expect(complaint).toBe('')
  return said.split('\n').slice(0, -1)
}

/** Does these rounds two at a time: a kill need not wait for the start of the next process. */
export const inTwoLanes = async (count: number, round: (n: number, lane: number) => Promise<void>): Promise<void> => {
  let next = 0
  const lane = async (name: number): Promise<void> => {
    while (next < count) {
      next += 1
      await round(next - 1, name)
    }
  }
  await Promise.all([lane(0), lane(1)])
}

/** What is in the file, which must be sound as `verify` sees it. */
export const soundEvents = async (path: string): Promise<readonly RecordedEvent[]> => {
  const store = sqliteStore({ path })
  try {
    const events = await eventsOf(store.readAll('1', 0, 10_000))
    expect((await rightOf(store.verify())).findings).toEqual([])
    return events
  } finally {
    await store.close()
  }
}
