import {
  type Answer,
  type Either,
  left,
  type Position,
  right,
  type StoreError,
  unavailable,
} from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import type { Handle } from '../file/connection.js'
import { storeErrorOf } from '../errors.js'
import { type Finding, finding } from './finding.js'
import { migrate } from '../file/migrate.js'
import { type Engine, inMemory } from '../file/engine.js'
import { nextTurn } from '../file/time.js'
import { sameIds } from './same-ids.js'
import { streamNames } from '../log/stream-names.js'
import { repeatedIds, verifyEvents } from './verify-events.js'
import { verifyCheckpoints } from './verify-checkpoints.js'
import { type IndexCursor, type IndexPage, indexStart, verifyIndex } from './verify-index.js'
import { extent, tables, verifySchema, verifyStreams, verifyTable, verifyTenants } from './verify-heads.js'

/** `onProgress` is called after each page of work; `signal` ends the work with Unavailable. */
export interface VerifyOptions {
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** How far a step is: `done` of `total` positions, streams, tenants, checkpoints, rows of the index or tables. */
export interface VerifyProgress {
  readonly step: 'events' | 'streams' | 'tenants' | 'checkpoints' | 'index' | 'ids' | 'tables'
  readonly done: number
  readonly total: number
}

/** What `verify` looked at and found. */
export interface VerifyReport {
  readonly events: number
  readonly streams: number
  readonly tenants: number
  /** Whether no damage was found; a `same-id` is none. */
  readonly isSound: boolean
  /** The first 1,000 findings. */
  readonly findings: readonly Finding[]
  /** How many there are. */
  readonly findingCount: number
}

/** What `verify` needs of the store that it looks at. */
export interface VerifyParts {
  readonly engine: Engine
  readonly look: <A>(work: (handle: Handle) => Either<StoreError, A>) => Answer<A>
}

/** Looks at everything that was stored when it began, page by page. Damage is in the report; a `Left` ends the work. */
export const verifyLog = async ({ engine, look }: VerifyParts, options: VerifyOptions): Answer<VerifyReport> => {
  let sound: Database | undefined
  try {
    sound = engine(inMemory, { timeoutMs: 0 })
    migrate(sound)
    return await verifyAgainst(sound, look, options)
  } catch (error) {
    // The engine has no room for a database in memory, or the host's `onProgress` threw.
    return left(storeErrorOf(error))
  } finally {
    sound?.close()
  }
}

const verifyAgainst = async (
  sound: Database,
  look: VerifyParts['look'],
  options: VerifyOptions,
): Answer<VerifyReport> => {
  const findings: Finding[] = []
  let findingCount = 0
  let isSound = true
  let events = 0
  const note = (found: readonly Finding[]): void => {
    findingCount += found.length
    findings.push(...found.slice(0, mostFindings - findings.length))
    isSound &&= found.every(({ kind }) => kind === 'same-id')
  }

  const began = await look((handle) => right(extent(handle)))
  if (began._tag === 'Left') return began
  const { positions, streams, tenants, checkpoints } = began.right

  /** Looks at the index page by page; the rows that a step adds meanwhile make the work longer. */
  const indexPages = async (): Answer<void> => {
    let done = 0
    for (let cursor: IndexCursor | undefined = indexStart; cursor !== undefined; ) {
      const from: IndexCursor = cursor
      if (options.signal?.aborted === true) return left(unavailable('aborted'))
      const page: Either<StoreError, IndexPage> = await look((handle) => right(verifyIndex(handle, from, pageRows)))
      if (page._tag === 'Right') note(page.right.findings)
      else if (page.left._tag === 'Corrupt') note([finding('integrity', 0, page.left.reason)])
      else return page
      done += page._tag === 'Right' ? page.right.rows : 0
      cursor = page._tag === 'Right' ? page.right.next : undefined
      options.onProgress?.({ step: 'index', done, total: done })
      await new Promise(setImmediate)
    }
    return right(undefined)
  }

  /** Does a step by pages; damage that stops a page is noted, and the next page is looked at. */
  const pages = async (
    step: VerifyProgress['step'],
    total: number,
    size: number,
    work: (handle: Handle, from: number, to: number) => readonly Finding[],
  ): Answer<void> => {
    for (let from = 0; from < total; from += size) {
      const to = Math.min(from + size, total)
      if (options.signal?.aborted === true) return left(unavailable('aborted'))
      const answer = await look((handle) => right(work(handle, from, to)))
      if (answer._tag === 'Right') note(answer.right)
      else if (answer.left._tag === 'Corrupt') note([finding('integrity', atPosition(step, from), answer.left.reason)])
      else return answer
      options.onProgress?.({ step, done: to, total })
      await nextTurn()
    }
    return right(undefined)
  }

  const ids = sameIds()
  const soFar = {
    last: new Map<number, { position: Position; recordedAt: number }>(),
    ids,
    nameOf: streamNames().nameOf,
  }
  const first = new Map<string, Position>()
  const steps: readonly (() => Answer<void>)[] = [
    () =>
      pages('events', positions, pageRows, (handle, from, to) => {
        const page = verifyEvents(handle, soFar, from, to)
        events += page.events
        return page.findings
      }),
    () => pages('streams', streams, pageRows, verifyStreams),
    () => pages('tenants', tenants, pageRows, verifyTenants),
    () => pages('checkpoints', checkpoints, pageRows, verifyCheckpoints),
    indexPages,
    async () => {
      const repeated = await ids.repeated()
      return pages('ids', repeated.size === 0 ? 0 : positions, pageRows, (handle, from, to) =>
        repeatedIds(handle, { repeated, first, nameOf: soFar.nameOf }, from, to),
      )
    },
    () =>
      pages('tables', tables.length, 1, (handle, from) => {
        const table = tables[from]
        const ofSchema = from === 0 ? verifySchema(handle, sound) : []
        return table === undefined ? ofSchema : [...ofSchema, ...verifyTable(handle, table)]
      }),
  ]
  for (const step of steps) {
    const end = await step()
    if (end._tag === 'Left') return end
  }
  return right({ events, streams, tenants, isSound, findings, findingCount })
}

const pageRows = 500

const mostFindings = 1_000

const atPosition = (step: VerifyProgress['step'], from: number): Position => (step === 'events' ? from + 1 : 0)
