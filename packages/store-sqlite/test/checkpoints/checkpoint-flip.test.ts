import { readFileSync, writeFileSync } from 'node:fs'

import type { Either, StoreError } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { putMany } from './sample-checkpoint.js'
import { refusalOf } from '../sample-event.js'
import { randomOf, rounds, seed } from '../scale.js'
import { newFolder, removeFolder, temporaryFolder } from '../temporary-folder.js'

const places = Array.from({ length: 64 }, (_, n) => ({ name: `reader ${n % 3}`, tenant: `tenant ${n}` }))

/** Every answer of the checkpoints, as text a read; damage that is noticed is `Corrupt`. */
const answersOf = async (path: string): Promise<readonly string[]> => {
  let store: SqliteStore | undefined
  const refusal = refusalOf(() => (store = sqliteStore({ path })))
  if (store === undefined) return [`refused: ${refusal}`]
  const { checkpoints } = store
  const answers: Either<StoreError, unknown>[] = [await checkpoints.list(undefined, 100)]
  answers.push(await checkpoints.list({ name: 'reader 1', tenant: 'tenant 2' }, 10))
  for (const place of places) answers.push(await checkpoints.get(place))
  await store.close()
  return answers.map((answer) => (answer._tag === 'Left' ? answer.left._tag : JSON.stringify(answer.right ?? null)))
}

/** The bits of the file that hold checkpoints and the two ways to them. */
const bitsOf = (path: string): readonly number[] => {
  const db = new Database(path, { readonly: true })
  const pageBits = Number(db.pragma('page_size', { simple: true })) * 8
  const pages = db.prepare<[], number>("SELECT pageno FROM dbstat WHERE name LIKE '%checkpoints%'").pluck().all()
  db.close()
  return pages.flatMap((page) => Array.from({ length: pageBits }, (_, bit) => (page - 1) * pageBits + bit))
}

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return copy
}

describe(`checkpoints in a file with one bit flipped (seed ${seed})`, () => {
  const folder = newFolder()
  afterAll(() => removeFolder(folder))
  let sound: Buffer
  let bits: readonly number[]
  let expected: readonly string[]

  beforeAll(async () => {
    const path = `${folder}/sound.db`
    const store = sqliteStore({ path })
    await putMany(store, 60)
    for (const place of places.slice(0, 9))
      expect(await store.checkpoints.delete(place, 1)).toMatchObject({ _tag: 'Right' })
    await store.close()
    sound = readFileSync(path)
    bits = bitsOf(path)
    expected = await answersOf(path)
    expect(expected).not.toContain('Corrupt')
    expect(expected.filter((answer) => answer === 'null')).toHaveLength(13)
  })

  it('are what was put, or Corrupt, in every read', { tags: 'fault:damage' }, async () => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/flipped.db`
    const wrong: string[] = []
    const counted = { rounds: rounds(500), noticed: 0, wrong: 0 }
    for (let round = 0; round < counted.rounds; round += 1) {
      const bit = bits[random(bits.length)] ?? 0
      writeFileSync(path, flipped(sound, bit))
      const answers = await answersOf(path)
      if (answers[0]?.startsWith('refused') === true || answers.includes('Corrupt')) counted.noticed += 1
      for (const [index, answer] of answers.entries())
        if (!answer.startsWith('refused') && answer !== 'Corrupt' && answer !== expected[index])
          wrong.push(`bit ${bit}, read ${index}: ${answer.slice(0, 120)}`)
    }
    expect(wrong).toEqual([])
    expect(counted.noticed).toBeGreaterThan(counted.rounds / 20)
    figures(counted)
  })

  it('are read wrong by who has no checksums: sabotage', { tags: 'twin:damage' }, () => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/flipped.db`
    const read = (): string => {
      try {
        const db = new Database(path, { readonly: true })
        const rows = JSON.stringify(db.prepare('SELECT * FROM checkpoints').raw().all())
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
      writeFileSync(path, flipped(sound, bits[random(bits.length)] ?? 0))
      const after = read()
      if (after !== before && after !== 'noticed') wrong += 1
    }
    expect(wrong).toBeGreaterThan(0)
  })
})
