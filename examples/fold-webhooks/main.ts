/**
 * Webhook bodies in, memberships out: stores a file of deliveries, shows what became of them, and shows that closing,
 * reopening and replaying gives the same answer.
 *
 *   pnpm start [deliveries.ndjson | folder | -] [--db ledger.db] [--zone Asia/Kolkata]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createLedger, isLedgerError, type Ledger, orThrow } from '@partner-ledger/core'
import { type SqliteStore, sqliteStore } from '@partner-ledger/store-sqlite'

import { type CommandLine, commandLine, usage } from './command-line.js'
import { bodiesIn } from './input.js'
import { indexed, replayed, type Survey } from './memberships.js'
import { apartTable, type BodyApart, membershipTable, summaryLine, timelineTable } from './print.js'
import { progressLine } from './progress.js'
import { mostRows } from './table.js'

const run = async ({ file, db, zone }: CommandLine, signal: AbortSignal): Promise<void> => {
  const store = sqliteStore({ path: db })
  const first = await withLedger(store, zone, async (ledger) => {
    await ingest(ledger, file, signal)
    if (signal.aborted) return undefined
    const survey = await indexed(ledger, signal)
    if (signal.aborted) return undefined
    console.log(`\nMemberships, dates read in ${zone}\n${membershipTable(survey.first, survey.count, ledger)}`)
    await tellTimeline(ledger, survey)
    return survey
  })
  // A database in memory ends with its store.
  const isInMemory = db === ':memory:'
  if (!isInMemory) await store.close()
  if (first !== undefined && !signal.aborted) {
    const reopened = isInMemory ? store : sqliteStore({ path: db })
    const again = await withLedger(reopened, zone, (ledger) => replayed(ledger, signal))
    await reopened.close()
    if (!signal.aborted) tellWhetherSame(isInMemory ? 'Replayed' : 'Closed, reopened and replayed', first, again)
  }
  await store.close()
}

const tellWhetherSame = (what: string, first: Survey, again: Survey): void => {
  const isSame = again.digest === first.digest
  console.log(`\n${what}: ${isSame ? 'the same' : 'NOT THE SAME'} ${again.count} memberships.`)
  if (!isSame) process.exitCode = 1
}

const withLedger = async <A>(store: SqliteStore, zone: string, work: (ledger: Ledger) => Promise<A>): Promise<A> => {
  const ledger = createLedger({ store, zone })
  const result = await work(ledger)
  await ledger.close()
  return result
}

const ingest = async (ledger: Ledger, file: string, signal: AbortSignal): Promise<void> => {
  const apart: BodyApart[] = []
  let count = 0
  const progress = progressLine('bodies')
  const summary = await orThrow(
    ledger.ingestMany(bodiesIn(file), {
      signal,
      onProgress: ({ bodies }) => progress.show(bodies),
      onReceipt: (receipt, index) => {
        if (receipt._tag !== 'Quarantined') return
        count += 1
        if (apart.length < mostRows) apart.push({ body: index + 1, receipt })
      },
    }),
  )
  progress.clear()
  console.log(summaryLine(summary))
  if (count > 0) console.log(`\nKept apart\n${apartTable(apart, count)}`)
}

/** The one with most to tell. */
const tellTimeline = async (ledger: Ledger, { longest }: Survey): Promise<void> => {
  if (longest === undefined) return
  const { key } = longest
  const { entries } = await orThrow(ledger.timeline(key))
  console.log(
    `\nHow ${Object.values(key).join('/')} came to be, in the order of what happened\n(arrived: its number in the order of arrival)\n${timelineTable(entries)}`,
  )
}

const main = async (): Promise<void> => {
  const given = commandLine(process.argv.slice(2), new URL('../deliveries.ndjson', import.meta.url))
  if (given._tag === 'Usage') {
    console.log(given.fault === undefined ? usage : `${given.fault}\n\n${usage}`)
    process.exitCode = given.fault === undefined ? 0 : 2
    return
  }
  const scratch = mkdtempSync(join(tmpdir(), 'partner-ledger-'))
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
  // The reader of the output may stop: `| head -1`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  const ending = new AbortController()
  process.once('SIGINT', () => {
    ending.abort()
    console.error('\nInterrupted: what was read so far is stored.')
    process.exitCode = 130
    process.stdin.destroy()
  })
  await run({ ...given, db: given.db ?? join(scratch, 'ledger.db') }, ending.signal)
}

/** Errors of the file system, of gzip and of the ledger say what is wrong; anything else is a bug of this program. */
const hasCode = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'code' in error && 'message' in error

await main().catch((error: unknown) => {
  const cause = isLedgerError(error) && hasCode(error.cause) ? error.cause : error
  if (!(isLedgerError(cause) || hasCode(cause))) throw error
  console.error(cause.message)
  process.exitCode = 1
})
