// Does one kind of work over and over until it is killed, and says what was answered, a line each.
import { rmSync } from 'node:fs'

import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

import { appendCall, appending, writeHeads } from '../../dist/log/append-call.js'
import { connect } from '../../dist/file/connection.js'
import { draftOf } from '../../dist/log/draft.js'
import { migrate } from '../../dist/file/migrate.js'
import { engine } from '../../dist/file/engine.js'
import { bodyOf } from './membership-bodies.js'
import { laterSteps } from './later-steps.js'

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
/** @param {string} stream @param {string} id @returns {import('@partner-ledger/core/store').Append} */
const appendOf = (stream, id) => ({ stream, expected: 'any', event: event(id) })
/**
 * What a call answers; the worker ends where it fails.
 *
 * @template A
 * @param {import('@partner-ledger/core').Answer<A>} answer
 * @returns {Promise<A>}
 */
const rightOf = async (answer) => {
  const settled = await answer
  if (settled._tag === 'Left') throw new Error(settled.left._tag)
  return settled.right
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
  ingest: async () => {
    const ledger = createLedger({ store: sqliteStore({ path }) })
    for (let n = 0; ; n += 1) {
      const id = `${start}-${n}`
      await rightOf(ledger.ingest(bodyOf(id)))
      await say(id)
      if (n % 3 === 2) await rightOf(ledger.memberships({ orgId: 1 }))
    }
  },
  group: async () => {
    const store = sqliteStore({ path })
    for (let n = 0; ; n += 1) {
      const calls = Array.from({ length: 8 }, async (_, call) => {
        const id = `${start}-${n}-${call}`
        const answer = await store.append('1', [appendOf(`s${call}`, id)])
        if (answer._tag === 'Right') await say(id)
      })
      await Promise.all(calls)
    }
  },
  'before-commit': async () => {
    const store = sqliteStore({ path })
    for (let n = 0; ; n += 1) {
      const id = `${start}-${n}`
      await say(id)
      await rightOf(store.append('1', [appendOf('s', id)]))
    }
  },
  'without-transaction': async () => {
    const opened = connect({ path, busyMs: 5_000, pollMs: 100, isReadonly: false }, engine).handle()
    if (opened._tag === 'Left') throw new Error(opened.left._tag)
    for (let n = 0; ; n += 1) {
      const id = `${start}-${n}`
      const transaction = appending()
      const answer = appendCall(
        opened.right.statements,
        transaction,
        { tenant: '1', drafts: [draftOf(appendOf('s', id))] },
        Date.now,
      )
      if (answer._tag === 'Left') throw new Error(answer.left._tag)
      writeHeads(opened.right.statements, transaction)
      await say(id)
    }
  },
  forget: async () => {
    const store = sqliteStore({ path })
    for (let n = 0; ; n += 1) {
      const stream = `f${start}-${n}`
      await rightOf(store.append('1', [appendOf(stream, stream)]))
      await rightOf(store.forget('1', stream, 1, 2))
      await say(stream)
    }
  },
  backup: async () => {
    const store = sqliteStore({ path })
    await rightOf(store.append('1', [appendOf('b', start)]))
    for (let n = 0; ; n += 1) {
      const copy = `${path}.${start}-${n}`
      await rightOf(store.backup(copy))
      await say(copy)
    }
  },
  'backup-over': async () => {
    const store = sqliteStore({ path })
    for (;;) {
      await rightOf(store.backup(start, { overwrite: true }))
      await say('copied')
    }
  },
  'backup-over-carelessly': async () => {
    const store = sqliteStore({ path })
    for (;;) {
      rmSync(start, { force: true })
      await rightOf(store.backup(start))
      await say('copied')
    }
  },
  close: async () => {
    for (let n = 0; ; n += 1) {
      const store = sqliteStore({ path })
      const id = `${start}-${n}`
      const answer = store.append('1', [appendOf('c', id)])
      await store.close()
      if ((await answer)._tag === 'Right') await say(id)
    }
  },
  migration: () => migrateAgain((db, steps) => migrate(db, steps)),
  'migration-by-steps': () =>
    migrateAgain((db, steps) => {
      for (const step of steps.slice(Number(db.pragma('user_version', { simple: true })))) db.exec(step)
      db.pragma(`user_version = ${steps.length}`)
    }),
}

/**
 * Makes one ledger after another, says where, and brings it to a later version of the file.
 *
 * @param {(db: import('better-sqlite3').Database, steps: readonly string[]) => void} bring
 */
const migrateAgain = async (bring) => {
  for (let n = 0; ; n += 1) {
    const file = `${path}.${start}-${n}`
    const store = sqliteStore({ path: file })
    await rightOf(store.append('1', [appendOf('m', 'first')]))
    await store.close()
    await say(file)
    const db = engine(file, { timeoutMs: 0 })
    db.pragma('synchronous = FULL')
    bring(db, laterSteps)
    db.close()
  }
}

const chosen = /** @type {Record<string, () => Promise<void>>} */ (works)[work]
if (chosen === undefined) throw new Error(`no work is called ${work}`)
await chosen()
