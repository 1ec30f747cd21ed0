import { readFileSync, writeFileSync } from 'node:fs'

import type { Either, StoreError } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { heldAt } from '../checkpoints/sample-checkpoint.js'
import { build, tenant } from '../index/index-file.js'
import { memberRow, scattered, someEdge } from '../index/member-rows.js'
import { refusalOf, rightOf, sampleAppends } from '../sample-event.js'
import { randomOf, rounds, seed } from '../scale.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { newFolder, removeFolder, temporaryFolder } from '../temporary-folder.js'

const pageBytes = 4_096

const members = 60

const programs = { loyaltyProgramId: 855, partnerProgramId: 26 }

/** Every answer of the log, the index and the checkpoints. */
const answersOf = async ({ index, checkpoints, ...log }: SqliteStore): Promise<readonly string[]> => {
  const numbers = scattered(members)
  const answers: Either<StoreError, unknown>[] = [
    await index.stand(tenant),
    await index.find(tenant, {}, undefined, 1_000),
    await index.find(tenant, { open: true }, programsAfter, 10),
    await index.find(tenant, { ...programs, tier: 2 }, undefined, 1_000),
    await index.find(tenant, { remindedNotRenewed: true }, undefined, 10),
    await index.find(tenant, { anomaly: 'missing-link' }, undefined, 10),
    await index.find(tenant, { expiresBefore: someEdge(2_000) }, undefined, 1_000),
    await index.find(tenant, { membershipNumber: memberRow(7).membershipNumber ?? '' }, undefined, 10),
    await index.count(tenant, {}, someEdge(1_000)),
    await index.get(
      tenant,
      numbers.map((n) => memberRow(n).stream),
    ),
    await checkpoints.list(undefined, 100),
    await log.heads('', 100),
    await log.streams('1', '', '', 100),
    await log.readAll('1', 0, 100),
  ]
  for (const n of numbers.slice(0, 20)) answers.push(await index.find(tenant, { customerId: n }, undefined, 10))
  for (let n = 0; n < 8; n += 1) answers.push(await checkpoints.get({ name: 'reader', tenant: `${n}` }))
  return answers.map((answer) => (answer._tag === 'Left' ? answer.left._tag : JSON.stringify(answer.right)))
}

const programsAfter = { ...programs, customerId: 5 }

const filled = async (path: string): Promise<void> => {
  const store = sqliteStore({ path, clock: () => 1_700_000_000_000 })
  await rightOf(store.append('1', sampleAppends(20)))
  await build(store.index, scattered(members).map(memberRow), 20)
  for (let n = 0; n < 8; n += 1)
    await rightOf(store.checkpoints.put({ name: 'reader', tenant: `${n}` }, 0, await heldAt(store, 0)))
  await store.close()
}

/** Another copy of the file, with one bit of this page flipped. */
const flippedIn = (sound: Buffer, page: number, random: (limit: number) => number): Buffer => {
  const copy = Buffer.from(sound)
  const at = page * pageBytes + random(pageBytes)
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << random(8)), at)
  return copy
}

describe(`a file of which every page is flipped in turn (seed ${seed})`, () => {
  const folder = newFolder()
  afterAll(() => removeFolder(folder))
  let sound: Buffer
  let expected: readonly string[]

  beforeAll(async () => {
    const path = `${folder}/sound.db`
    await filled(path)
    sound = readFileSync(path)
    const store = sqliteStore({ path })
    expected = await answersOf(store)
    expect(expected).not.toContain('Corrupt')
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  it(
    'answers from its log, index and checkpoints what was stored, or Corrupt, or verify finds it',
    { tags: 'fault:damage', timeout: 300_000 },
    async () => {
      const random = randomOf(seed)
      const path = `${temporaryFolder()}/damaged.db`
      const pages = sound.length / pageBytes
      const counted = { rounds: rounds(2 * pages), noticed: 0, wrong: 0 }
      const unseen: string[] = []
      for (let round = 0; round < counted.rounds; round += 1) {
        writeFileSync(path, flippedIn(sound, round % pages, random))
        let store: SqliteStore | undefined
        refusalOf(() => (store = sqliteStore({ path })))
        if (store === undefined) {
          counted.noticed += 1
          continue
        }
        const answers = await answersOf(store)
        const verified = await store.verify()
        const isSound = verified._tag === 'Right' && verified.right.isSound
        await store.close()
        const wrong = answers.filter((answer, read) => answer !== expected[read] && answer !== 'Corrupt')
        if (answers.includes('Corrupt') || !isSound) counted.noticed += 1
        if (wrong.length > 0 && isSound)
          unseen.push(`page ${round % pages} of round ${round}: ${wrong[0]?.slice(0, 80)}`)
      }
      expect(unseen).toEqual([])
      expect(counted.noticed).toBeGreaterThan(counted.rounds / 20)
      figures({ ...counted, wrong: unseen.length })
    },
  )

  it('is read wrong, and sound to the engine, where rows have no checksum: sabotage', { tags: 'twin:damage' }, () => {
    const random = randomOf(seed)
    const path = `${temporaryFolder()}/damaged.db`
    const read = (): string => {
      try {
        const db = new Database(path, { readonly: true })
        const isSound = db.pragma('integrity_check', { simple: true }) === 'ok'
        const rows = JSON.stringify(
          ['index_rows', 'index_states', 'checkpoints'].map((table) =>
            db.prepare(`SELECT * FROM ${table}`).raw().all(),
          ),
        )
        db.close()
        return isSound ? rows : 'noticed'
      } catch (error) {
        expect(error).toHaveProperty('code')
        return 'noticed'
      }
    }
    writeFileSync(path, sound)
    const before = read()
    let wrong = 0
    for (let round = 0; round < sound.length / pageBytes; round += 1) {
      writeFileSync(path, flippedIn(sound, round, random))
      const after = read()
      if (after !== before && after !== 'noticed') wrong += 1
    }
    expect(wrong).toBeGreaterThan(0)
  })
})
