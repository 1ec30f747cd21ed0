/**
 * A host that logs with pino gives the ledger a logger of one line. What the ledger logs has a code and a few facts: no
 * contact, no membership number, no value of a body. This story makes it say most of what it can say, and looks.
 */
import { createLedger, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { pino } from 'pino'

import { hugeBody, linked, personal } from './deliveries.js'
import { pinoLogger } from './pino-logger.js'

const lines: string[] = []
const write = (line: string): void => {
  lines.push(line)
}

/** Without times, names and process ids, so that the story is told the same every time; a host leaves them in. */
const log = pino({ timestamp: false, base: { component: 'ledger' } }, { write })

const clock = (): number => Date.parse('2024-06-30T20:00:00Z')
const store = memoryStore({ clock })

/** The store fails where the story wants it to. */
let isBroken = false
const breaking: typeof store = {
  ...store,
  readStream: (...call) => (isBroken ? Promise.reject(new Error(personal.email)) : store.readStream(...call)),
}

const ledger = createLedger({ store: breaking, clock, logger: pinoLogger(log) })

const key = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 25, customerId: 354971193 }

const failed = (): Promise<void> =>
  new Promise((resolve) => {
    ledger.once('error', () => resolve())
  })

const failInAListener = async (): Promise<void> => {
  ledger.once('recorded', () => {
    throw new Error(`${personal.firstName} could not be greeted at ${personal.email}`)
  })
  const failure = failed()
  await orThrow(ledger.ingest(linked(1)))
  await failure
}

const sendTooMuch = async (): Promise<void> => {
  await orThrow(ledger.ingest(hugeBody))
  await orThrow(ledger.ingestMany(Array.from({ length: 1001 }, (_, index) => linked(2 + index))))
  await orThrow(ledger.membership(key))
}

const failToExpire = async (): Promise<void> => {
  const failure = failed()
  isBroken = true
  const stop = ledger.watchExpiry({ every: 3_600_000 })
  await failure
  isBroken = false
  stop()
}

/** The listener never ends, so closing waits for as long as it is told, and says that it went without. */
const closeUnsettled = async (): Promise<void> => {
  const called = new Promise<void>((resolve) => {
    ledger.on('recorded', () => {
      resolve()
      return new Promise(() => {})
    })
  })
  await orThrow(ledger.ingest(linked(2000)))
  await called
  await ledger.close({ timeoutMs: 20 })
}

await failInAListener()
await sendTooMuch()
await failToExpire()
await closeUnsettled()
await store.close()

const text = lines.join('')
console.log(text)
const found = Object.values(personal).filter((value) => text.includes(value))
console.log(`${lines.length} lines; of ${Object.keys(personal).length} personal values they hold ${found.length}.`)
