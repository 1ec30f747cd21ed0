import { readFileSync, writeFileSync } from 'node:fs'

import type { Either, StoreError } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { cutShort, type Damage, flippedBit, zeroedPage } from './damaged-bytes.js'
import { refusalOf, rightOf, sampleAppends } from '../sample-event.js'
import { randomOf, rounds, seed } from '../scale.js'
import { newFolder, removeFolder, temporaryFolder } from '../temporary-folder.js'

const tenants = ['1', 'two', 'tenant \u{1f600}']
const streams = ['s0', 's1', 's2']

/** Every answer of a store, as text a read; damage that is noticed is `Corrupt`. */
const answersOf = async (path: string): Promise<readonly string[]> => {
  let store: SqliteStore | undefined
  const refusal = refusalOf(() => (store = sqliteStore({ path })))
  if (store === undefined) return [`refused: ${refusal}`]
  const answers: Either<StoreError, unknown>[] = [await store.heads('', 100)]
  for (const tenant of tenants) {
    answers.push(await store.readAll(tenant, 0, 100), await store.readAll(tenant, 20, 5))
    answers.push(await store.streams(tenant, '', '', 100))
    for (const stream of streams) answers.push(await store.readStream(tenant, stream, 0, 100))
    for (let position = 1; position <= 100; position += 7) answers.push(await store.body(tenant, position))
  }
  await store.close()
  return answers.map((answer) => (answer._tag === 'Left' ? answer.left._tag : JSON.stringify(answer.right)))
}

const isRefused = ([first]: readonly string[]): boolean => first?.startsWith('refused') === true

/** Most rounds flip one bit, which is the hardest to notice. */
const damageOf = (round: number): Damage => (round % 5 === 3 ? zeroedPage : round % 5 === 4 ? cutShort : flippedBit)

describe(`a file with a bit flipped, a page zeroed or its end cut off (seed ${seed})`, () => {
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

  it(
    'gives what was stored, or Corrupt, in every read, and most of it can still be read',
    { tags: 'fault:damage' },
    async () => {
      const random = randomOf(seed)
      const path = `${temporaryFolder()}/damaged.db`
      const wrong: string[] = []
      const counted = { rounds: rounds(500), noticed: 0, wrong: 0 }
      let [right, reads] = [0, 0]
      for (let round = 0; round < counted.rounds; round += 1) {
        writeFileSync(path, damageOf(round)(sound, random))
        const answers = await answersOf(path)
        for (const [index, answer] of isRefused(answers) ? [] : answers.entries()) {
          reads += 1
          if (answer === expected[index]) right += 1
          else if (answer !== 'Corrupt')
            wrong.push(`${damageOf(round).name} of round ${round}, read ${index}: ${answer.slice(0, 80)}`)
        }
        if (isRefused(answers) || answers.includes('Corrupt')) counted.noticed += 1
      }
      expect(wrong).toEqual([])
      expect(right / reads).toBeGreaterThan(0.5)
      expect(counted.noticed).toBeGreaterThan(counted.rounds / 20)
      figures(counted)
    },
  )

  it('is read wrong by who has no checksums: sabotage', { tags: 'twin:damage' }, () => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/damaged.db`
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
      writeFileSync(path, flippedBit(sound, random))
      const after = read()
      if (after !== before && after !== 'noticed') wrong += 1
    }
    expect(wrong).toBeGreaterThan(0)
  })
})
