// Moves checkpoints over and over until it is killed, and says what was answered, a line each.
import { sqliteProjection, sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

const [, , path = '', work = ''] = process.argv
const store = sqliteStore({ path })

/**
 * The value of an answer; ends the worker where there is none.
 *
 * @template A
 * @param {import('@partner-ledger/core/store').Answer<A>} answer
 * @returns {Promise<A>}
 */
const valueOf = async (answer) => {
  const settled = await answer
  if (settled._tag === 'Left') throw new Error(settled.left._tag)
  return settled.right
}

const { epoch } = await valueOf(store.heads('', 1))

/** @param {string} line */
const say = (line) => new Promise((said) => process.stdout.write(`${line}\n`, said))

/** @param {string} id */
const append = async (id) => {
  const event = { id, type: 'partnerProgramLinked', occurredAt: 1, schema: 1, facts: { customerId: 1 } }
  const answer = await valueOf(store.append('1', [{ stream: 's', expected: 'any', event }]))
  if ('stale' in answer) throw new Error('stale')
  const [outcome] = answer.outcomes
  if (outcome._tag !== 'appended') throw new Error(outcome._tag)
  return outcome.position
}

/** @param {number} position */
const at = (position) => ({ epoch, position, replayUntil: 0 })

/**
 * Moves the checkpoints of three readers to each event in turn.
 *
 * @param {(reader: string, position: number, put: () => Promise<void>) => Promise<void>} move
 */
const moveReaders = async (move) => {
  for (;;) {
    const position = await append(crypto.randomUUID())
    for (const name of ['a', 'b', 'c']) {
      const place = { name, tenant: '1' }
      const known = await valueOf(store.checkpoints.get(place))
      await move(name, position, async () => {
        await valueOf(store.checkpoints.put(place, known?.revision ?? 0, at(position)))
      })
    }
  }
}

const told = 'CREATE TABLE IF NOT EXISTS told (n INTEGER NOT NULL)'

/**
 * Tells numbers, five at a time, behind those that the checkpoint says were told.
 *
 * @param {(numbers: readonly number[], step: import('@partner-ledger/core/store').CheckpointStep) => Promise<void>} commit
 */
const tell = async (commit) => {
  const place = { name: 'told', tenant: '1' }
  for (;;) {
    const known = await valueOf(store.checkpoints.get(place))
    const from = known?.position ?? 0
    const numbers = [1, 2, 3, 4, 5].map((n) => from + n)
    await commit(numbers, { place, expected: known?.revision ?? 0, checkpoint: at(from + 5) })
    await say(String(from + 5))
  }
}

/**
 * @param {readonly number[]} numbers
 * @param {Database.Database} db
 */
const write = (numbers, db) => {
  db.exec(told)
  for (const n of numbers) db.prepare('INSERT INTO told VALUES (?)').run(n)
}

const works = {
  put: () =>
    moveReaders(async (reader, position, put) => {
      await put()
      await say(`${reader} ${position}`)
    }),
  careless: () =>
    moveReaders(async (reader, position, put) => {
      await say(`${reader} ${position}`)
      await put()
    }),
  projection: () => {
    const { handle } = sqliteProjection(store, { name: 'told', apply: write })
    return tell(async (numbers, step) => {
      const outcome = await valueOf(handle.commit(numbers, step))
      if (outcome._tag !== 'put') throw new Error(outcome._tag)
    })
  },
  'two-transactions': () => {
    const own = new Database(path)
    return tell(async (numbers, { place, expected, checkpoint }) => {
      own.transaction(() => write(numbers, own))()
      for (let n = 0; n < 5; n += 1) await append(crypto.randomUUID())
      await valueOf(store.checkpoints.put(place, expected, checkpoint))
    })
  },
}
const chosen = /** @type {Record<string, () => Promise<void>>} */ (works)[work]
if (chosen === undefined) throw new Error(`no work is called ${work}`)
await chosen()
