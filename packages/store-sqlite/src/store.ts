import {
  type Answer,
  checkAppend,
  checkForget,
  checkHeads,
  checkName,
  checkRead,
  checkStreams,
  checkWhole,
  type Either,
  left,
  right,
  storeClosed,
  type StoreError,
} from '@partner-ledger/core/store'

import { appendCall } from './log/append-call.js'
import { backupTo } from './upkeep/backup.js'
import { bodyAt } from './log/body-at.js'
import { calls } from './file/calls.js'
import { sqliteCheckpoints } from './checkpoints/checkpoints.js'
import { connect, type Handle } from './file/connection.js'
import { draftOf } from './log/draft.js'
import { forgetStream } from './log/forget-stream.js'
import { groupCommit } from './log/group-commit.js'
import { headList, streamList } from './log/lists.js'
import { isUnreadable, type Unreadable } from './log/log-state.js'
import { sqliteIndex } from './index/membership-index.js'
import { type Engine, engine as betterSqlite3 } from './file/engine.js'
import { streamPage, tenantPage } from './log/pages.js'
import { putWith } from './checkpoints/put-with.js'
import { readAppends, readSeen } from './log/read-arguments.js'
import type { SqliteStore, SqliteStoreOptions } from './sqlite-store.js'
import type { StoreParts } from './file/store-parts.js'
import { storeSettings } from './store-options.js'
import { streamNames } from './log/stream-names.js'
import { verifyLog } from './upkeep/verify.js'
import { wakes } from './file/wakes.js'
import { retryWhileBusy } from './file/retry-while-busy.js'

/**
 * Opens a durable store in one SQLite file, and makes a new file one: every promise of an EventStore, on the disk before
 * it is acknowledged. Any number of processes of one machine may open it. Throws a LedgerError with CannotOpen, or with
 * InvalidOption.
 */
export const sqliteStore = (options: SqliteStoreOptions): SqliteStore => openStore(options, betterSqlite3)

/** Opens the store on an engine of the caller's. Throws a LedgerError with CannotOpen. */
export const openStore = (options: SqliteStoreOptions, engine: Engine): SqliteStore => {
  const { path, clock, busyMs, answerWithin, pollMs, isReadonly } = storeSettings(options)
  const connection = connect({ path, busyMs, pollMs, isReadonly }, engine)
  const listening = wakes(() => connection.dataVersion(), pollMs)
  const names = streamNames()
  const accepted = calls(answerWithin)

  const commitInGroup = groupCommit({
    connection,
    busyMs,
    run: (statements, transaction, call) => appendCall(statements, transaction, call, clock),
    committed: ({ tenant }, answer) => {
      if ('outcomes' in answer && answer.outcomes.some(({ _tag }) => _tag === 'appended')) listening.wake(tenant)
    },
  })

  const withHandle = <A>(work: (handle: Handle) => Either<StoreError, A>, deadline: number): Answer<A> =>
    retryWhileBusy(Math.min(busyMs, deadline - performance.now()), () => {
      const opened = connection.handle()
      return opened._tag === 'Left' ? opened : work(opened.right)
    })

  const read = <A>(error: StoreError | undefined, look: (handle: Handle) => A | Unreadable): Answer<A> =>
    accepted.accept(error, (deadline) =>
      withHandle((handle) => {
        const found = look(handle)
        return isUnreadable(found) ? left(found) : right(found)
      }, deadline),
    )

  const close = (): Promise<void> => {
    listening.end()
    return accepted.close(connection.close)
  }

  const parts: StoreParts = { connection, accept: accepted.accept, withHandle }

  return {
    index: sqliteIndex(parts),
    checkpoints: sqliteCheckpoints(parts),
    putWith: putWith(parts),

    append: (tenant, given, givenSeen) => {
      const [appends, seen] = [readAppends(given), readSeen(givenSeen)]
      const error = checkAppend(tenant, appends, seen)
      const drafts = error === undefined && !accepted.isClosed() ? appends.map(draftOf) : []
      const call = seen === undefined ? { tenant, drafts } : { tenant, drafts, seen }
      return accepted.accept(error, (deadline) => commitInGroup(call, deadline))
    },

    readStream: (tenant, stream, after, limit) =>
      read(checkRead(tenant, after, limit) ?? checkName('stream', stream), (handle) =>
        streamPage(handle, tenant, stream, after, limit),
      ),

    readAll: (tenant, after, limit, parts) =>
      read(checkRead(tenant, after, limit), (handle) => tenantPage(handle, tenant, after, limit, names, parts)),

    streams: (tenant, prefix, after, limit) =>
      read(checkStreams(tenant, prefix, after, limit), (handle) => streamList(handle, tenant, prefix, after, limit)),

    heads: (after, limit) => read(checkHeads(after, limit), (handle) => headList(handle, after, limit)),

    body: (tenant, position) =>
      read(checkName('tenant', tenant) ?? checkWhole('position', position, 0), (handle) =>
        bodyAt(handle, tenant, position),
      ),

    forget: (tenant, stream, upTo, occurredUntil) =>
      accepted.accept(checkForget(tenant, stream, upTo, occurredUntil), (deadline) =>
        forgetStream(parts, { tenant, stream, upTo, occurredUntil }, deadline),
      ),

    onAppend: (tenant, wake) => (accepted.isClosed() ? () => {} : listening.subscribe(tenant, wake)),

    backup: (to, backupOptions) =>
      accepted.accept(undefined, async (deadline) => {
        const opened = await withHandle((handle) => right(handle), deadline)
        if (opened._tag === 'Left') return opened
        const { db } = opened.right
        return backupTo({ ...connection, db, engine, isClosed: accepted.isClosed }, to, backupOptions)
      }),

    verify: (verifyOptions = {}) =>
      accepted.accept(undefined, () =>
        verifyLog(
          {
            engine,
            look: async (work) => (accepted.isClosed() ? left(storeClosed) : withHandle(work, Infinity)),
          },
          verifyOptions,
        ),
      ),

    close,
    [Symbol.asyncDispose]: close,
  }
}
