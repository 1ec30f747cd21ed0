import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { cutShort, flippedBit } from './damaged-bytes.js'
import { killed } from './killed-worker.js'
import { eventsOf, refusalOf, rightOf, sampleAppends } from '../sample-event.js'
import { randomOf, rounds, seed } from '../scale.js'
import { newFolder, removeFolder, temporaryFolder } from '../temporary-folder.js'

/** What a reader finds: every event with its body, one text each, in the order of the log. */
type Found = readonly string[]

const foundByStore = async (path: string): Promise<Found | 'refused'> => {
  if (refusalOf(() => void sqliteStore({ path }).close()) !== 'opened') return 'refused'
  const store = sqliteStore({ path })
  const events = await eventsOf(store.readAll('1', 0, 10_000))
  const found: string[] = []
  for (const event of events) {
    const body = await rightOf(store.body('1', event.position))
    found.push(JSON.stringify([event, Buffer.from(body ?? []).toString('base64')]))
  }
  expect((await rightOf(store.verify())).findings).toEqual([])
  await store.close()
  return found
}

/** What is read by who knows no checksums, from a file that was given whatever pages stand in its WAL. */
const foundInPages = (path: string): Found | 'refused' => {
  copyFrames(path)
  try {
    const db = new Database(path, { readonly: true })
    const rows = db.prepare('SELECT e.*, b.bytes FROM events e LEFT JOIN bodies b USING (position) ORDER BY 1').raw()
    const found = rows.all().map((row) => JSON.stringify(row))
    db.close()
    return found
  } catch (error) {
    expect(error).toHaveProperty('code')
    return 'refused'
  }
}

const walHeader = 32
const frameHeader = 24

/** Writes every page of the WAL to its place in the file: no salt, no checksum and no commit mark is looked at. */
const copyFrames = (path: string): void => {
  const wal = readFileSync(`${path}-wal`)
  let file = readFileSync(path)
  const size = file.readUInt16BE(16)
  for (let at = walHeader; at + frameHeader + size <= wal.length; at += frameHeader + size) {
    const start = (wal.readUInt32BE(at) - 1) * size
    if (start > 64 * file.length) continue
    if (start + size > file.length) file = Buffer.concat([file, Buffer.alloc(start + size - file.length)])
    wal.copy(file, start, at + frameHeader, at + frameHeader + size)
  }
  writeFileSync(path, file)
  rmSync(`${path}-wal`)
}

const isPrefix = (found: Found, whole: Found): boolean => found.every((event, index) => event === whole[index])

describe(`a WAL that is cut or flipped (seed ${seed})`, () => {
  let folder = ''
  let original = ''

  beforeAll(async () => {
    folder = newFolder()
    original = `${folder}/original.db`
    const store = sqliteStore({ path: original })
    await rightOf(store.append('1', sampleAppends(20)))
    await store.close()
    for (let round = 0; round < 100; round += 1) {
      await killed(original, 'ingest', round)
      if (readFileSync(`${original}-wal`).length > 400_000) break
    }
    return () => removeFolder(folder)
  })

  /** What a reader finds of each damaged copy of the files that the killed process left, and what there was to find. */
  const afterDamage = async (
    count: number,
    read: (path: string) => Promise<Found | 'refused'> | Found | 'refused',
  ): Promise<{ whole: Found; found: readonly (Found | 'refused')[] }> => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/ledger.db`
    const wal = readFileSync(`${original}-wal`)
    const open = (bytes: Buffer) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
      copyFileSync(original, path)
      writeFileSync(`${path}-wal`, bytes)
      return read(path)
    }
    const whole = await open(wal)
    if (whole === 'refused') throw new Error('the sound files were refused')
    const found: (Found | 'refused')[] = []
    for (let round = 0; round < count; round += 1)
      found.push(await open((round % 2 === 0 ? cutShort : flippedBit)(wal, random)))
    return { whole, found }
  }

  it(
    'leaves an exact prefix of what was written, and never less than was in the file',
    { tags: 'fault:wal', timeout: 120_000 },
    async () => {
      const { whole, found } = await afterDamage(rounds(200), foundByStore)
      const lengths = found.map((one) => one.length)
      expect(found.filter((one) => one === 'refused' || !isPrefix(one, whole))).toEqual([])
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(20)
      expect(new Set(lengths).size).toBeGreaterThan(5)
      figures({ rounds: rounds(200), wrong: 0 })
    },
  )

  it('is read wrong where checksums and commits are ignored: sabotage', { tags: 'twin:wal' }, async () => {
    const { whole, found } = await afterDamage(20, foundInPages)
    expect(found.filter((one) => one !== 'refused' && !isPrefix(one, whole)).length).toBeGreaterThan(0)
  })
})
