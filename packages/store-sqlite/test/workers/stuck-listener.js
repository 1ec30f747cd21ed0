// Ingests so many events beside listeners that never end, and tells what these cost, and what was told of when they end.
// `unbounded`: listeners that begin with everything at once, as a plain emitter has them do.
import { createLedger, orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', events = '0', kind = 'stuck'] = process.argv
const store = sqliteStore({ path })
const ledger = createLedger({ store })

let release = () => {}
const stuck = new Promise((resolve) => {
  release = resolve
})
const told = []
/** @param {{ position: number, event?: object }} payload */
const tellLater = async (payload) => {
  await stuck
  if (payload.event === undefined) told.push(payload.position)
}
const listener = kind === 'unbounded' ? (payload) => void tellLater(payload) : tellLater
for (const name of ['recorded', 'linked', 'relinked', 'tierChanged', 'expiryChanged', 'anomaly', 'corrected'])
  ledger.on(name, listener)

const behind = []
ledger.on('error', ({ _tag, hook, from, to }) => {
  if (_tag === 'ListenerOverflow' && hook === 'recorded') behind.push({ from, to })
})
const heard = []
ledger.on('recorded', ({ position }) => void heard.push(position))

const held = () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external - 8 * heard.length
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/**
 * @param {Iterator<string>} bodies
 * @param {number} size
 */
function* group(bodies, size) {
  for (let taken = 0; taken < size; taken += 1) {
    const { done, value } = bodies.next()
    if (done) return
    yield value
  }
}

const bodies = deliveries({ memberships: Number(events) / 10, events: 10 })[Symbol.iterator]()
let recorded = 0
let peak = 0
let before = 0
for (let fresh = 1; fresh > 0; recorded += fresh) {
  ;({ recorded: fresh } = await orThrow(ledger.ingestMany(group(bodies, 2000))))
  while (heard.length < recorded + fresh) await turn()
  if (before === 0) before = held()
  if (recorded % 10_000 < 2000) peak = Math.max(peak, held())
}
const cost = peak - before
release()
await ledger.close({ timeoutMs: 600_000 })
await store.close()

/** @param {number[]} positions */
const isAscending = (positions) => positions.every((position, at) => at === 0 || position > positions[at - 1])
const isKnown = (position) => behind.some(({ from, to }) => position >= from && position <= to)
const late = new Set(told)
console.log(
  JSON.stringify({
    recorded,
    heard: heard.length,
    isInOrder: isAscending(heard) && isAscending(told),
    told: told.length,
    behind: behind.length,
    unaccounted: heard.filter((position) => !late.has(position) && !isKnown(position)).length,
    cost,
  }),
)
