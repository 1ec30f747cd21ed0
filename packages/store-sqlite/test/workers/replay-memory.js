// Fills a ledger, or replays one and tells by how much its memory grew at most; `all at once` reads it as one answer.
import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

const [, , path = '', work = '', count = '0'] = process.argv
const batch = 1_000

/** A fifth as much goes to another organisation, to warm up on. */
const fill = async () => {
  const store = sqliteStore({ path })
  for (const [tenant, events] of /** @type {const} */ ([
    ['1', Number(count)],
    ['2', Number(count) / 5],
  ]))
    for (let from = 0; from < events; from += batch) {
      const appends = Array.from({ length: batch }, (_, n) => appendOf(from + n))
      const answer = await store.append(tenant, appends)
      if (answer._tag === 'Left') throw new Error(answer.left._tag)
    }
  await store.close()
}

/** @param {number} n */
const appendOf = (n) => ({
  stream: `membership/855/25/${1 + (n % 1_000)}`,
  expected: 'any',
  event: {
    id: `e${n}`,
    type: 'partnerProgramLinked',
    occurredAt: 1_700_000_000_000 + n,
    schema: 1,
    facts: { loyaltyProgramId: 855, partnerProgramId: 25, customerId: 1 + (n % 1_000) },
    personal: { membershipNumber: `555-${n}`, customer: '{"instore":{"email":"somebody@example.com"}}' },
  },
})

/** By how much memory grew at most since it was looked at first. */
const growth = () => {
  const before = process.memoryUsage().rss
  let most = 0
  return () => (most = Math.max(most, process.memoryUsage().rss - before))
}

const replay = async () => {
  const ledger = createLedger({ store: sqliteStore({ path }) })
  /** @param {number} orgId @param {() => unknown} look */
  const count = async (orgId, look) => {
    const evolve = (/** @type {number} */ seen) => {
      if (seen % 500 === 0) look()
      return seen + 1
    }
    const seen = await ledger.replay(orgId, { initial: 0, evolve })
    if (seen._tag === 'Left') throw new Error(seen.left._tag)
    return seen.right
  }
  for (let warmUp = 0; warmUp < 2; warmUp += 1) await count(2, () => {})
  const grown = growth()
  return { events: await count(1, grown), bytes: grown() }
}

const allAtOnce = async () => {
  const db = new Database(path)
  const grown = growth()
  const rows = db.prepare('SELECT * FROM events WHERE tenant = 1').raw().all()
  return { events: rows.length, bytes: grown() }
}

if (work === 'fill') await fill()
else console.log(JSON.stringify(await (work === 'replay' ? replay() : allAtOnce())))
