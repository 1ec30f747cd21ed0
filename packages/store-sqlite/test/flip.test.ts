import { readFileSync, writeFileSync } from 'node:fs'

import type { Either, StoreError } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { SqliteStore } from '../src/sqlite-store.js'
import { sqliteStore } from '../src/store.js'
import { refusalOf, rightOf, sampleAppends } from './sample-event.js'
import { randomOf, rounds, seed } from './scale.js'
import { newFolder, removeFolder, temporaryFolder } from './temporary-folder.js'

const tenants = ['1', 'two', 'tenant \u{1f600}']
const streams = ['s0', 's1', 's2']

/** Every answer of a store, as text a read; damage that is noticed is `Corrupt`. */
const answersOf = async (path: string): Promise<readonly string[]> => {
  let store: SqliteStore | undefined
  const refusal = refusalOf(() => (store = sqliteStore({ path })))
  if (store === undefined) return [`refused: ${refusal}`]
  const answers: Either<StoreError, unknown>[] = [await store.epoch(), await store.tenants('', 100)]
  for (const tenant of tenants) {
    answers.push(await store.head(tenant), await store.readAll(tenant, 0, 100), await store.readAll(tenant, 20, 5))
    for (const stream of streams) answers.push(await store.readStream(tenant, stream, 0, 100))
    for (let position = 1; position <= 100; position += 7) answers.push(await store.body(tenant, position))
  }
  await store.close()
  return answers.map((answer) => (answer._tag === 'Left' ? answer.left._tag : JSON.stringify(answer.right)))
}

const isRefused = ([first]: readonly string[]): boolean => first?.startsWith('refused') === true

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return copy
}

describe(`a file with one bit flipped (seed ${seed})`, () => {
  const folder = newFolder()
  afterAll(() => removeFolder(folder))
  let sound: Buffer
  let expected: readonly string[]

  beforeAll(async () => {
    const path = `${folder}/sound.db`
    const store = sqliteStore({ path, clock: () => 1_700_000_000_000 })
    for (const tenant of tenants) await rightOf(store.append(tenant, sampleAppends(30)))
    await rightOf(store.forget('two', 's1', 4, 2e12))
    await store.close()
    sound = readFileSync(path)
    expected = await answersOf(path)
    expect(expected).not.toContain('Corrupt')
  })

  it('gives what was stored, or Corrupt, in every read', async () => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/flipped.db`
    const wrong: string[] = []
    let noticed = 0
    for (let round = 0; round < rounds(500); round += 1) {
      const bit = random(sound.length * 8)
      writeFileSync(path, flipped(sound, bit))
      const answers = await answersOf(path)
      if (!isRefused(answers))
        for (const [index, answer] of answers.entries())
          if (answer !== expected[index] && answer !== 'Corrupt')
            wrong.push(`bit ${bit}, read ${index}: ${answer.slice(0, 80)}`)
      if (isRefused(answers) || answers.includes('Corrupt')) noticed += 1
    }
    expect(wrong).toEqual([])
    expect(noticed).toBeGreaterThan(rounds(500) / 20)
  })

  it('is read wrong by who has no checksums: sabotage', () => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/flipped.db`
    const read = (): string => {
      try {
        const db = new Database(path, { readonly: true })
        const rows = JSON.stringify(db.prepare('SELECT * FROM events JOIN personal USING (position)').raw().all())
        db.close()
        return rows
      } catch (error) {
        expect(error).toHaveProperty('code')
        return 'noticed'
      }
    }
    writeFileSync(path, sound)
    const before = read()
    let wrong = 0
    for (let round = 0; round < rounds(500); round += 1) {
      writeFileSync(path, flipped(sound, random(sound.length * 8)))
      const after = read()
      if (after !== before && after !== 'noticed') wrong += 1
    }
    expect(wrong).toBeGreaterThan(0)
  })
})
