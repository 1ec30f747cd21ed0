import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import type { RecordedEvent } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../src/store.js'
import { rightOf } from './sample-event.js'
import { randomOf, rounds, seed, worker } from './scale.js'
import { bytesOf, temporaryFolder } from './temporary-folder.js'

const random = randomOf(seed)

/** Lets a worker do its work, kills it some time after its first answer, and gives what it had said by then. */
const killed = async (path: string, work: string, round: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [fileURLToPath(worker('until-killed')), path, work, String(round)])
  let said = ''
  let complaint = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const gone = once(child, 'close')
  while (said === '' && child.exitCode === null) await setTimeout(2)
  await setTimeout(random(25))
  child.kill('SIGKILL')
  await gone
  expect(complaint).toBe('')
  return said.split('\n').slice(0, -1)
}

const soundEvents = async (path: string): Promise<readonly RecordedEvent[]> => {
  const store = sqliteStore({ path })
  const events = await rightOf(store.readAll('1', 0, 10_000))
  expect((await rightOf(store.verify())).findings.filter(({ kind }) => kind !== 'same-id')).toEqual([])
  await store.close()
  return events
}

describe(`a process that is killed (seed ${seed})`, () => {
  it('while it appends in groups loses nothing that was acknowledged, and keeps one group more at the most', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    for (let round = 0; round < rounds(20); round += 1) {
      const acknowledged = await killed(path, 'append', round)
      const stored = (await soundEvents(path)).map(({ id }) => id).filter((id) => id.startsWith(`${round}-`))
      expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([])
      expect(stored.length - acknowledged.length).toBeLessThanOrEqual(8)
    }
  })

  it('is found out when it acknowledges before it commits: sabotage', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    let lost = 0
    for (let round = 0; round < 30 && lost === 0; round += 1) {
      const acknowledged = await killed(path, 'careless', round)
      const stored = (await soundEvents(path)).map(({ id }) => id)
      lost += acknowledged.filter((id) => !stored.includes(id)).length
    }
    expect(lost).toBeGreaterThan(0)
  })

  it('while it opens, makes a file a ledger, and closes leaves a ledger', async () => {
    const folder = temporaryFolder()
    for (let round = 0; round < rounds(6); round += 1) {
      await killed(join(folder, `open-${round}.db`), 'open', round)
      expect(await soundEvents(join(folder, `open-${round}.db`))).toEqual([])
    }
    const path = join(folder, 'close.db')
    for (let round = 0; round < rounds(6); round += 1) {
      const acknowledged = await killed(path, 'close', round)
      const stored = (await soundEvents(path)).map(({ id }) => id)
      expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([])
    }
  })

  it('while it forgets has forgotten what it said, and repeating ends the rest', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    for (let round = 0; round < rounds(6); round += 1) {
      const forgotten = await killed(path, 'forget', round)
      const events = await soundEvents(path)
      for (const { stream, forgotten: mark } of events) if (forgotten.includes(stream)) expect(mark).toBe(true)
      const store = sqliteStore({ path })
      for (const { stream } of events) await rightOf(store.forget('1', stream, 1, 2))
      expect(bytesOf(path).includes('number-f')).toBe(false)
      await store.close()
    }
  })

  it('while it makes a backup leaves whole ones, and unfinished ones under another name', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    for (let round = 0; round < rounds(4); round += 1) {
      const said = await killed(path, 'backup', round)
      for (const copy of said) expect(await soundEvents(copy)).toHaveLength(round + 1)
    }
    const names = readdirSync(dirname(path)).filter((name) => !name.includes('.partial'))
    for (const name of names.filter((one) => /db\.\d+-\d+$/.test(one))) await soundEvents(join(dirname(path), name))
  })
})
