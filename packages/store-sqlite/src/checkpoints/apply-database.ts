import type { Database, Statement } from 'better-sqlite3'

import { applyRefused } from './apply-refused.js'
import { perConnection } from '../file/per-connection.js'

/** The connection of the store as `apply` of a projection sees it, the same object for as long as the connection lasts. */
export interface ApplyDatabase {
  readonly db: Database
  /** Ends what `apply` left on the connection, and returns whether a statement was still open. */
  endApply(): boolean
}

/**
 * Gives a projection the store's connection with three differences: `close` throws ApplyRefused, iterators are remembered,
 * so that none is left open, and what `unsafeMode` allows is forbidden again after `apply`.
 */
const view = (connection: Database): ApplyDatabase => {
  const open = new Set<Iterator<unknown>>()
  const db = Object.create(connection) as Database
  const own: Partial<Database> = {
    prepare: ((sql: string) => remembering(connection.prepare(sql), open)) as Database['prepare'],
    close: () => {
      throw applyRefused('closed')
    },
  }
  for (const [name, value] of Object.entries(own)) Object.defineProperty(db, name, { value })
  return {
    db,
    endApply: () => {
      const isLeft = open.size > 0
      for (const iterator of open) iterator.return?.()
      open.clear()
      connection.unsafeMode(false)
      return isLeft
    },
  }
}

export const applyDatabase = perConnection(view)

/** The statement, whose iterators are in the set from their beginning to their end. */
const remembering = (statement: Statement, open: Set<Iterator<unknown>>): Statement => {
  const iterate = statement.iterate.bind(statement)
  const value = (...values: unknown[]): IterableIterator<unknown> => {
    const rows = iterate(...values)
    open.add(rows)
    const iterator: IterableIterator<unknown> = {
      next: () => {
        const row = nextOf(rows, open)
        if (row.done === true) open.delete(rows)
        return row
      },
      return: () => {
        open.delete(rows)
        return rows.return?.() ?? { done: true, value: undefined }
      },
      [Symbol.iterator]: () => iterator,
    }
    return iterator
  }
  return Object.defineProperty(statement, 'iterate', { value })
}

/** The engine ends an iterator that throws. */
const nextOf = (rows: Iterator<unknown>, open: Set<Iterator<unknown>>): IteratorResult<unknown> => {
  try {
    return rows.next()
  } catch (error) {
    open.delete(rows)
    throw error
  }
}
