import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { openStore, sqliteStore } from '../src/store.js'
import { faultyEngine } from './faulty-engine.js'
import { leftOf, rightOf, sampleAppend } from './sample-event.js'
import { randomOf, rounds, seed } from './scale.js'
import { bytesOf, temporaryFolder } from './temporary-folder.js'

const until = 2e12
const parts = ['number-', 'customer-', 'other-', 'body-']

/** Words of different lengths, so that rows spread over pages in many ways and some bodies over several. */
const wordsOf = (count: number, random: (limit: number) => number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `canary${n}x${'y'.repeat(random(n % 40 === 0 ? 9_000 : 900))}z`)

const found = (bytes: Buffer, words: readonly string[]): readonly string[] =>
  words.flatMap((word) => parts.filter((part) => bytes.includes(part + word.slice(0, word.indexOf('x') + 1))))

const filled = async (path: string, words: readonly string[]): Promise<void> => {
  const store = sqliteStore({ path })
  for (const [n, word] of words.entries()) await rightOf(store.append('1', [sampleAppend(`s${n}`, 'e', word)]))
  await store.close()
}

describe('forgetting', () => {
  it(`leaves no byte in the file, the WAL and new backups, in any order (seed ${seed})`, async () => {
    const path = `${temporaryFolder()}/ledger.db`
    const random = randomOf(seed)
    const words = wordsOf(rounds(150), random)
    await filled(path, words)
    const store = sqliteStore({ path })
    const order = words.map((_, n) => n).sort(() => random(3) - 1)
    const gone = order.slice(0, Math.ceil(order.length * 0.8))
    for (const n of gone) await rightOf(store.forget('1', `s${n}`, 1, until))
    await rightOf(store.backup(`${path}.copy`))
    for (const file of [path, `${path}.copy`]) {
      const bytes = bytesOf(file)
      expect(
        found(
          bytes,
          gone.map((n) => words[n] ?? ''),
        ),
      ).toEqual([])
      for (const n of order.slice(gone.length)) expect(found(bytes, [words[n] ?? ''])).toEqual(parts)
      for (const n of gone) expect(bytes.includes(`fact-canary${n}x`)).toBe(true)
    }
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  it('is found out when the WAL is not emptied, and when freed bytes are not overwritten: sabotage', async () => {
    const engine = faultyEngine()
    const path = `${temporaryFolder()}/ledger.db`
    const store = openStore({ path }, engine.open)
    await rightOf(store.append('1', [sampleAppend('s', 'e', 'canary1x')]))
    const [db] = engine.opened
    db?.exec(
      'UPDATE bodies SET bytes = NULL; UPDATE personal SET membershipNumber = NULL, customer = NULL, more = NULL',
    )
    expect(found(bytesOf(path), ['canary1x'])).toEqual(parts)
    await store.close()
    await filled(`${path}.2`, ['canary2x'])
    const careless = new Database(`${path}.2`)
    careless.exec('PRAGMA secure_delete = OFF; UPDATE bodies SET bytes = NULL; UPDATE personal SET customer = NULL')
    careless.close()
    expect(found(bytesOf(`${path}.2`), ['canary2x'])).toContain('body-')
  })

  it('takes versions up to the given one that occurred up to the given time, of that stream alone', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const early = { ...sampleAppend('s', 'early').event, occurredAt: 5 }
    const late = { ...sampleAppend('s', 'late').event, occurredAt: 9 }
    for (const stream of ['s', 'other'])
      for (const event of [early, late, { ...early, id: 'third' }])
        await rightOf(store.append('1', [{ stream, expected: 'any', event }]))
    await rightOf(store.forget('1', 's', 2, 5))
    const marks = async (stream: string): Promise<unknown[]> =>
      (await rightOf(store.readStream('1', stream, 0, 9))).map(({ forgotten, personal }) => [
        forgotten,
        personal === undefined,
      ])
    const kept = [undefined, false]
    expect(await marks('s')).toEqual([[true, true], kept, kept])
    expect(await marks('other')).toEqual([kept, kept, kept])
    expect(await rightOf(store.body('1', 1))).toBeUndefined()
    expect(await rightOf(store.body('1', 2))).toBeDefined()
    await store.close()
  })

  it('is Unavailable while a reader of another process keeps the WAL, and repeating it ends what it began', async () => {
    const path = `${temporaryFolder()}/ledger.db`
    await filled(path, ['canary1x'])
    const store = sqliteStore({ path, busyMs: 60 })
    await rightOf(store.append('1', [sampleAppend('s1', 'e', 'canary2x')]))
    const reader = new Database(path)
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM events').get()
    expect(await leftOf(store.forget('1', 's1', 1, until))).toMatchObject({ _tag: 'Unavailable', retryable: true })
    expect((await rightOf(store.readStream('1', 's1', 0, 1)))[0]).toMatchObject({ forgotten: true })
    expect(found(bytesOf(path), ['canary2x'])).toEqual(parts)
    reader.exec('COMMIT')
    await rightOf(store.forget('1', 's1', 1, until))
    expect(found(bytesOf(path), ['canary2x'])).toEqual([])
    reader.close()
    await store.close()
  })

  it('goes through a long stream page by page', async () => {
    const store = sqliteStore({ path: ':memory:' })
    for (let n = 0; n < 1_203; n += 1) await rightOf(store.append('1', [sampleAppend('s', `e${n}`)]))
    await rightOf(store.forget('1', 's', 1_201, until))
    const events = await rightOf(store.readStream('1', 's', 0, 10_000))
    expect(events.filter(({ forgotten }) => forgotten === true)).toHaveLength(1_201)
    await store.close()
  })
})
