import type { Delivery } from '@partner-ledger/core'
import {
  type CheckpointedHandler,
  type CheckpointName,
  invalidArgument,
  LedgerError,
  checkName,
} from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import type { SqliteStore } from './sqlite-store.js'

/** `name`: of the subscription and its checkpoint. */
export interface SqliteProjectionOptions<D = Delivery> {
  readonly name: CheckpointName
  /**
   * Writes what the deliveries change to the host's own tables, through the store's own connection. It is synchronous and
   * ends no transaction, or it is refused; it leaves no iterator open. Prepare statements on the `db` that is given, and for
   * it alone: a fault of the disk replaces it by another, and they die with it.
   */
  readonly apply: (deliveries: readonly D[], db: Database) => void
}

/** What a subscription takes: its name, and a handler whose writes and checkpoint are one transaction. */
export interface SqliteProjection<D = Delivery> {
  readonly name: CheckpointName
  readonly handle: CheckpointedHandler<D>
}

/**
 * Keeps tables of the host's in the file of the ledger, each delivery in them exactly once: what `apply` writes and the
 * checkpoint are committed together or not at all. Events cannot be changed or deleted by `apply`; nothing keeps it from the
 * ledger's other tables, nor from inserting there. Throws a LedgerError with InvalidArgument; a commit rejects with what
 * `apply` threw, or with a LedgerError with ApplyRefused. Deliveries are those of a ledger, unless `apply` states others.
 */
export const sqliteProjection = <D = Delivery>(
  store: Pick<SqliteStore, 'putWith'>,
  { name, apply }: SqliteProjectionOptions<D>,
): SqliteProjection<D> => {
  const fault = checkName('name', name) ?? (isFunction(apply) ? undefined : invalidArgument('apply', 'a function'))
  if (fault !== undefined) throw new LedgerError(fault)
  return { name, handle: { commit: (deliveries, step) => store.putWith(step, (db) => apply(deliveries, db)) } }
}

const isFunction = (value: unknown): boolean => typeof value === 'function'
