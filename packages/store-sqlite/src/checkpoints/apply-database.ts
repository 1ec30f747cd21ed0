import type { Database, Statement } from 'better-sqlite3'

import { perConnection } from '../file/per-connection.js'
import { profile, writable } from '../file/profile.js'
import { applyRefusal } from './apply-refusal.js'

/** The connection of the store as `apply` of a projection sees it, the same object for as long as the connection lasts. */
export interface ApplyDatabase {
  readonly db: Database
  /** Ends what `apply` left on the connection, and returns whether a statement was still open. */
  endApply(): boolean
  /** Sets the settings of the store again, after the transaction, where `apply` may have changed some; `false`: it failed. */
  restore(): boolean
}

/**
 * Gives a projection the store's connection with these differences: `close` throws ApplyRefused, iterators are remembered,
 * so that none is left open, and settings are those of the store again after `apply`.
 */
const view = (connection: Database): ApplyDatabase => {
  const open = new Set<Iterator<unknown>>()
  let isChanged = false
  const noting = (sql: string): string => {
    isChanged ||= /pragma/i.test(sql)
    return sql
  }
  const db = Object.create(connection) as Database
  const own: Partial<Database> = {
    prepare: ((sql: string) => remembering(connection.prepare(noting(sql)), open)) as Database['prepare'],
    exec: (sql) => {
      connection.exec(noting(sql))
      return db
    },
    pragma: (source, options) => {
      isChanged = true
      return connection.pragma(source, options)
    },
    close: () => {
      throw applyRefusal('closed')
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
      if (isChanged) connection.exec(writable)
      return isLeft
    },
    restore: () => {
      if (!isChanged) return true
      isChanged = false
      try {
        connection.exec(profile)
        return true
      } catch {
        return false
      }
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
