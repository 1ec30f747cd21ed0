import {
  type Answer,
  checkAppend,
  type Corrupt,
  corrupt,
  type Either,
  checkForget,
  left,
  checkLimit,
  checkName,
  checkRead,
  right,
  storeClosed,
  type StoreError,
  type Version,
  checkWhole,
} from '@partner-ledger/core/store'

import { appendCall } from './log/append-call.js'
import { backupTo } from './upkeep/backup.js'
import { calls } from './file/calls.js'
import { sqliteCheckpoints } from './checkpoints/checkpoints.js'
import { connect, type Handle } from './file/connection.js'
import { draftOf } from './log/draft.js'
import { readEpoch } from './file/epoch.js'
import { emptyWal, forgetPage, type Forgetting } from './log/forget-stream.js'
import { groupCommit } from './log/group-commit.js'
import { findTenant, isCorrupt } from './log/heads.js'
import { immediately } from './file/immediately.js'
import { sqliteIndex } from './index/membership-index.js'
import { type Engine, engine as betterSqlite3 } from './file/engine.js'
import { ledgerPath } from './file/path.js'
import { bodyAt, streamPage, tenantPage } from './log/pages.js'
import { putWith } from './checkpoints/put-with.js'
import type { SqliteStore, SqliteStoreOptions } from './sqlite-store.js'
import type { StoreParts } from './file/store-parts.js'
import { streamNames } from './log/stream-names.js'
import { tenantNames } from './log/tenant-names.js'
import { verifyLog } from './upkeep/verify.js'
import { wakes } from './file/wakes.js'
import { retryWhileBusy } from './file/retry-while-busy.js'

/**
 * Opens a durable store in one SQLite file, and makes a new file one: every promise of an EventStore, on the disk before
 * it is acknowledged. Any number of processes of one machine may open it. Throws a LedgerError with CannotOpen.
 */
export const sqliteStore = (options: SqliteStoreOptions): SqliteStore => openStore(options, betterSqlite3)

/** Opens the store on an engine of the caller's. Throws a LedgerError with CannotOpen. */
export const openStore = (options: SqliteStoreOptions, engine: Engine): SqliteStore => {
  const { path, clock = Date.now, busyMs = 5_000, pollMs = 100, readonly: isReadonly = false } = options
  const connection = connect({ path: ledgerPath(path), busyMs, pollMs, isReadonly }, engine)
  const listening = wakes(() => connection.dataVersion(), pollMs)
  const nameOf = streamNames()
  const accepted = calls()

  const commitInGroup = groupCommit({
    connection,
    busyMs,
    run: (statements, transaction, call) => appendCall(statements, transaction, call, clock),
    committed: ({ tenant }, outcomes) => {
      if (outcomes.some(({ _tag }) => _tag === 'appended')) listening.wake(tenant)
    },
  })

  const withHandle = <A>(work: (handle: Handle) => Either<StoreError, A>): Answer<A> =>
    retryWhileBusy(busyMs, () => {
      const opened = connection.handle()
      return opened._tag === 'Left' ? opened : work(opened.right)
    })

  const read = <A>(fault: StoreError | undefined, look: (handle: Handle) => A | Corrupt): Answer<A> =>
    accepted.accept(fault, () =>
      withHandle((handle) => {
        const found = look(handle)
        return isCorrupt(found) ? left(found) : right(found)
      }),
    )

  const forget = async (forgetting: Forgetting): Answer<void> => {
    for (let after: Version | undefined = 0; after !== undefined; ) {
      const from: Version = after
      const page: Either<StoreError, Version | undefined> = await withHandle((handle) =>
        immediately(connection, handle, () => forgetPage(handle.statements, forgetting, from)),
      )
      if (page._tag === 'Left') return page
      after = page.right
    }
    return withHandle(emptyWal)
  }

  const close = (): Promise<void> => {
    listening.end()
    return accepted.close(connection.close)
  }

  const parts: StoreParts = { connection, accept: accepted.accept, withHandle }

  return {
    index: sqliteIndex(parts),
    checkpoints: sqliteCheckpoints(parts),
    putWith: putWith(parts),

    epoch: () => read(undefined, ({ statements }) => readEpoch(statements) ?? corrupt(0, 'epoch')),

    append: (tenant, appends) => {
      const fault = checkAppend(tenant, appends)
      const drafts = fault === undefined && !accepted.isClosed() ? appends.map(draftOf) : []
      return accepted.accept(fault, () => commitInGroup({ tenant, drafts }))
    },

    readStream: (tenant, stream, after, limit) =>
      read(checkRead(tenant, after, limit) ?? checkName('stream', stream), ({ statements }) =>
        streamPage(statements, tenant, stream, after, limit),
      ),

    readAll: (tenant, after, limit, parts) =>
      read(checkRead(tenant, after, limit), ({ statements }) =>
        tenantPage(statements, tenant, after, limit, (stream) => nameOf(statements, stream), parts),
      ),

    body: (tenant, position) =>
      read(checkName('tenant', tenant) ?? checkWhole('position', position, 0), ({ statements }) =>
        bodyAt(statements, tenant, position),
      ),

    forget: (tenant, stream, upTo, occurredUntil) =>
      accepted.accept(checkForget(tenant, stream, upTo, occurredUntil), () =>
        forget({ tenant, stream, upTo, occurredUntil }),
      ),

    head: (tenant) =>
      read(checkName('tenant', tenant), ({ statements }) => {
        const found = findTenant(statements, tenant)
        return isCorrupt(found) ? found : (found?.head ?? 0)
      }),

    tenants: (after, limit) =>
      read((after === '' ? undefined : checkName('tenant', after)) ?? checkLimit(limit), ({ statements }) =>
        tenantNames(statements, after, limit),
      ),

    onAppend: (tenant, wake) => (accepted.isClosed() ? () => {} : listening.subscribe(tenant, wake)),

    backup: (to, backupOptions) =>
      accepted.accept(undefined, async () => {
        const opened = await withHandle((handle) => right(handle))
        if (opened._tag === 'Left') return opened
        const { db } = opened.right
        return backupTo({ ...connection, db, engine, isClosed: accepted.isClosed }, to, backupOptions)
      }),

    verify: (verifyOptions = {}) =>
      accepted.accept(undefined, () =>
        verifyLog(
          { engine, look: async (work) => (accepted.isClosed() ? left(storeClosed) : withHandle(work)) },
          verifyOptions,
        ),
      ),

    close,
    [Symbol.asyncDispose]: close,
  }
}
