/**
 * Webhook bodies in, memberships out: stores a file of deliveries, shows what became of them, and shows that closing,
 * reopening and replaying gives the same answer.
 *
 *   pnpm start [deliveries.ndjson] [--db ledger.db] [--zone Asia/Kolkata]
 */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  type ByteChunks,
  createLedger,
  type Ledger,
  isLedgerError,
  type Membership,
  ndjson,
  orThrow,
} from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

import { type CommandLine, commandLine, usage } from './command-line.js'
import { apartTable, type BodyApart, membershipTable, summaryLine, timelineTable } from './print.js'
import { progressLine } from './progress.js'

const run = async ({ file, db, zone }: CommandLine): Promise<void> => {
  const deliveries = (await open(file)).createReadStream()
  const { memberships } = await withLedger(db, zone, async (ledger) => {
    const apart = await ingest(ledger, deliveries)
    if (apart.length > 0) console.log(`\nKept apart\n${apartTable(apart)}`)
    const all = await membershipsOf(ledger)
    console.log(`\nMemberships, dates read in ${zone}\n${membershipTable(all, ledger)}`)
    await tellTimeline(ledger, all)
    return { memberships: all }
  })

  const again = await withLedger(db, zone, replayed)
  const same = JSON.stringify(again) === JSON.stringify(memberships)
  console.log(`\nClosed, reopened and replayed: ${same ? 'the same' : 'NOT THE SAME'} ${again.length} memberships.`)
  if (!same) process.exitCode = 1
}

const withLedger = async <A>(db: string, zone: string, work: (ledger: Ledger) => Promise<A>): Promise<A> => {
  const store = sqliteStore({ path: db })
  try {
    const ledger = createLedger({ store, zone })
    const result = await work(ledger)
    await ledger.close()
    return result
  } finally {
    await store.close()
  }
}

const ingest = async (ledger: Ledger, deliveries: ByteChunks): Promise<readonly BodyApart[]> => {
  const apart: BodyApart[] = []
  const progress = progressLine('bodies')
  const summary = await orThrow(
    ledger.ingestMany(ndjson(deliveries), {
      onProgress: ({ bodies }) => progress.show(bodies),
      onReceipt: (receipt, index) => {
        if (receipt._tag === 'Quarantined') apart.push({ body: index + 1, receipt })
      },
    }),
  )
  progress.clear()
  console.log(summaryLine(summary))
  return apart
}

const membershipsOf = async (ledger: Ledger): Promise<readonly Membership[]> => {
  const memberships: Membership[] = []
  const progress = progressLine('positions of the log folded')
  for (const orgId of await orThrow(ledger.organisations())) {
    await orThrow(ledger.catchUp(orgId, { onProgress: ({ position }) => progress.show(position) }))
    for await (const membership of ledger.eachMembership({ orgId })) memberships.push(membership)
  }
  progress.clear()
  return memberships
}

/** The same memberships, each folded again from its events in the log. */
const replayed = async (ledger: Ledger): Promise<readonly Membership[]> => {
  const memberships: Membership[] = []
  const progress = progressLine('memberships replayed')
  for (const { key } of await membershipsOf(ledger)) {
    if (memberships.push(await orThrow(ledger.membership(key))) % 1000 === 0) progress.show(memberships.length)
  }
  progress.clear()
  return memberships
}

/** The one with most to tell. */
const tellTimeline = async (ledger: Ledger, memberships: readonly Membership[]): Promise<void> => {
  const [first, ...others] = memberships
  if (first === undefined) return
  const { key } = others.reduce((most, membership) => (membership.events > most.events ? membership : most), first)
  const { entries } = await orThrow(ledger.timeline(key))
  console.log(
    `\nHow ${Object.values(key).join('/')} came to be, in the order of what happened (arrived: its number in the order of arrival)\n${timelineTable(entries)}`,
  )
}

const main = async (): Promise<void> => {
  const given = commandLine(process.argv.slice(2), new URL('../deliveries.ndjson', import.meta.url))
  if (given._tag === 'Usage') {
    console.log(given.fault === undefined ? usage : `${given.fault}\n\n${usage}`)
    process.exitCode = given.fault === undefined ? 0 : 2
    return
  }
  const scratch = await mkdtemp(join(tmpdir(), 'partner-ledger-'))
  try {
    await run({ ...given, db: given.db ?? join(scratch, 'ledger.db') })
  } finally {
    await rm(scratch, { recursive: true })
  }
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error

await main().catch((error: unknown) => {
  if (!(isLedgerError(error) || isFileError(error))) throw error
  console.error(error.message)
  process.exitCode = 1
})
