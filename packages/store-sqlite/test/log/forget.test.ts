import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { eventsOf, leftOf, rightOf, sampleAppend } from '../sample-event.js'
import { randomOf, rounds, seed } from '../scale.js'
import { bytesOf, temporaryFolder } from '../temporary-folder.js'

const until = 2e12
const parts = ['number-', 'customer-', 'other-', 'body-']
const streams = 60

/** Words of many lengths, so that rows spread over pages in many ways and some bodies over several. */
const wordsOf = (count: number, random: (limit: number) => number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `canary${n}x${'y'.repeat(random(n % 40 === 0 ? 9_000 : 900))}`)

/** The marks, part and number, of those words that are found in the bytes. */
const found = (bytes: Buffer, words: readonly string[]): readonly string[] => {
  const present = new Set(bytes.toString('latin1').match(/(number|customer|other|body)-canary\d+x/g))
  return words
    .flatMap((word) => parts.map((part) => part + word.slice(0, word.indexOf('x') + 1)))
    .filter((mark) => present.has(mark))
}

/** A ledger with the words by turns in its streams, and the order in which streams are forgotten. */
const filled = async (path: string, words: readonly string[]): Promise<void> => {
  const store = sqliteStore({ path })
  for (let from = 0; from < words.length; from += 500) {
    const [first, ...rest] = words
      .slice(from, from + 500)
      .map((word, n) => sampleAppend(`s${(from + n) % streams}`, `e${from + n}`, word))
    if (first !== undefined) await rightOf(store.append('1', [first, ...rest]))
  }
  await store.close()
}

describe('forgetting', () => {
  const random = randomOf(seed)
  const words = wordsOf(rounds(3_000), random)
  const order = Array.from({ length: streams }, (_, n) => n).sort(() => random(3) - 1)
  const gone = new Set(order.slice(0, 48))
  const ofStreams = (forgotten: boolean): readonly string[] =>
    words.filter((_, n) => gone.has(n % streams) === forgotten)

  it(
    `leaves no byte in the file, the WAL and new backups, in any order (seed ${seed})`,
    { tags: 'fault:forget' },
    async () => {
      const path = `${temporaryFolder()}/ledger.db`
      await filled(path, words)
      const store = sqliteStore({ path })
      for (const n of gone) await rightOf(store.forget('1', `s${n}`, words.length, until))
      await rightOf(store.backup(`${path}.copy`))
      for (const file of [path, `${path}.copy`]) {
        const bytes = bytesOf(file)
        expect(found(bytes, ofStreams(true))).toEqual([])
        expect(found(bytes, ofStreams(false))).toHaveLength(ofStreams(false).length * parts.length)
      }
      expect((await rightOf(store.verify())).findings).toEqual([])
      await store.close()
      figures({ rounds: gone.size, hits: 0 })
    },
  )

  it(
    'is found out when rows are deleted, which leaves copies of their neighbours: sabotage',
    { tags: 'twin:forget' },
    async () => {
      const path = `${temporaryFolder()}/ledger.db`
      await filled(path, words)
      const careless = new Database(path)
      careless.pragma('secure_delete = ON')
      for (const n of gone)
        for (const table of ['personal', 'bodies'])
          careless.prepare(`DELETE FROM ${table} WHERE (position - 1) % ${streams} = ?`).run(n)
      careless.close()
      expect(found(bytesOf(path), ofStreams(true)).length).toBeGreaterThan(0)
    },
  )

  it(
    'is found out when the WAL is not emptied, and when freed bytes are not overwritten: sabotage',
    { tags: 'twin:forget' },
    async () => {
      const path = `${temporaryFolder()}/ledger.db`
      const store = sqliteStore({ path })
      await rightOf(store.append('1', [sampleAppend('s', 'e', 'canary1x')]))
      const other = new Database(path)
      const empty = "UPDATE bodies SET bytes = NULL; UPDATE personal SET personal_text = ''"
      other.exec(`PRAGMA secure_delete = ON; ${empty}`)
      expect(found(bytesOf(path), ['canary1x'])).toHaveLength(parts.length)
      await store.close()
      other.close()
      await filled(`${path}.2`, words.slice(0, 50))
      const careless = new Database(`${path}.2`)
      careless.exec(`PRAGMA secure_delete = OFF; ${empty}`)
      careless.close()
      expect(found(bytesOf(`${path}.2`), words.slice(0, 50)).length).toBeGreaterThan(0)
    },
  )

  it('takes versions up to the given one that occurred up to the given time, of that stream alone', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const early = { ...sampleAppend('s', 'early').event, occurredAt: 5 }
    const late = { ...sampleAppend('s', 'late').event, occurredAt: 9 }
    for (const stream of ['s', 'other'])
      for (const event of [early, late, { ...early, id: 'third' }])
        await rightOf(store.append('1', [{ stream, expected: 'any', event }]))
    await rightOf(store.forget('1', 's', 2, 5))
    const marks = async (stream: string): Promise<unknown[]> =>
      (await eventsOf(store.readStream('1', stream, 0, 9))).map(({ forgotten, personal }) => [
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
    expect((await eventsOf(store.readStream('1', 's1', 0, 1)))[0]).toMatchObject({ forgotten: true })
    expect(found(bytesOf(path), ['canary2x'])).toHaveLength(parts.length)
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
    const events = await eventsOf(store.readStream('1', 's', 0, 10_000))
    expect(events.filter(({ forgotten }) => forgotten === true)).toHaveLength(1_201)
    await store.close()
  })
})
