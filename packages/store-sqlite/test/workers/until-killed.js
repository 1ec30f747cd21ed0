// Does one kind of work over and over until it is killed, and says what was answered, a line each.
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', work = '', start = '0'] = process.argv
const event = (id) => ({
  id,
  type: 'partnerProgramLinked',
  occurredAt: 1,
  schema: 1,
  facts: { customerId: 1 },
  personal: { membershipNumber: `number-${id}` },
  body: Buffer.alloc(3_000, id),
})
/**
 * Appends one event, and ends the worker when it is not stored.
 *
 * @param {import('@partner-ledger/store-sqlite').SqliteStore} store
 * @param {string} stream
 * @param {string} id
 */
const append = async (store, stream, id) => {
  const answer = await store.append('1', [{ stream, expected: 'any', event: event(id) }])
  if (answer._tag === 'Left') throw new Error(answer.left._tag)
}
const say = (line) => new Promise((said) => process.stdout.write(`${line}\n`, said))

const works = {
  open: async () => {
    for (;;) {
      const store = sqliteStore({ path })
      await store.close()
      await say('opened')
    }
  },
  append: async () => {
    const store = sqliteStore({ path })
    for (let n = 0; ; n += 1) {
      const calls = Array.from({ length: 8 }, async (_, call) => {
        const id = `${start}-${n}-${call}`
        const answer = await store.append('1', [{ stream: `s${call}`, expected: 'any', event: event(id) }])
        if (answer._tag === 'Right') await say(id)
      })
      await Promise.all(calls)
    }
  },
  careless: async () => {
    const store = sqliteStore({ path })
    for (let n = 0; ; n += 1) {
      const id = `${start}-${n}`
      await say(id)
      await append(store, 's', id)
    }
  },
  forget: async () => {
    const store = sqliteStore({ path })
    for (let n = 0; ; n += 1) {
      const stream = `f${start}-${n}`
      await append(store, stream, stream)
      const answer = await store.forget('1', stream, 1, 2)
      if (answer._tag === 'Right') await say(stream)
    }
  },
  backup: async () => {
    const store = sqliteStore({ path })
    await append(store, 'b', start)
    for (let n = 0; ; n += 1) {
      const copy = `${path}.${start}-${n}`
      const answer = await store.backup(copy)
      if (answer._tag === 'Right') await say(copy)
    }
  },
  close: async () => {
    for (let n = 0; ; n += 1) {
      const store = sqliteStore({ path })
      const id = `${start}-${n}`
      const answer = store.append('1', [{ stream: 'c', expected: 'any', event: event(id) }])
      await store.close()
      if ((await answer)._tag === 'Right') await say(id)
    }
  },
}
const chosen = /** @type {Record<string, () => Promise<void>>} */ (works)[work]
if (chosen === undefined) throw new Error(`no work is called ${work}`)
await chosen()
