/**
 * A server of webhooks on loopback over a SQLite file, one day of the platform's deliveries to it, and the memberships
 * that they come to.
 *
 *   pnpm start [--db ledger.db] [--stay [--port 8080]]
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { isLedgerError } from '@partner-ledger/core'

import { type CommandLine, commandLine } from './command-line.js'
import { dayOfStory, playDay } from './day.js'
import { printMemberships, printQuarantine } from './print.js'
import { openReceiver } from './receiver.js'

const key = 'the value that the platform was given'

const run = async ({ port, stay }: CommandLine, db: string): Promise<void> => {
  const { ledger, url, close } = await openReceiver({ db, port, key, clock: stay ? Date.now : () => dayOfStory })
  await playDay(url, key)
  await printQuarantine(ledger)
  await printMemberships(ledger, 50191)
  if (stay) {
    console.log(`\nServing ${url}/webhooks/50191 with the header 'x-webhook-key: ${key}', until Ctrl-C`)
    await once(process, 'SIGINT')
  }
  await close()
}

/** Opened once more, the file holds what the server acknowledged. */
const reopen = async (db: string): Promise<void> => {
  const { ledger, close } = await openReceiver({ db, port: 0, key, clock: () => dayOfStory })
  const counts = await ledger.count({ orgId: 50191 })
  const memberships =
    counts._tag === 'Left' ? counts.left._tag : counts.right.reduce((sum, { count }) => sum + count, 0)
  console.log(`\nClosed, reopened: ${memberships} memberships.`)
  await close()
}

const given = commandLine(process.argv.slice(2))
if (typeof given === 'string') {
  console.error(given)
  process.exitCode = 2
} else {
  const scratch = await mkdtemp(join(tmpdir(), 'partner-ledger-'))
  const db = given.db ?? join(scratch, 'ledger.db')
  try {
    await run(given, db)
    await reopen(db)
  } catch (error) {
    if (!isLedgerError(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  } finally {
    await rm(scratch, { recursive: true })
  }
}
