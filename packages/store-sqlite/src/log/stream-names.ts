import type { Epoch, StreamName } from '@partner-ledger/core/store'

import { streamDamage } from './heads.js'
import type { Statements } from '../schema/statements.js'

/** Returns the name of a stream by its number; `undefined`: its row is missing or damaged. */
export type NameOf = (statements: Statements, stream: number) => StreamName | undefined

/** The names of streams by their numbers. */
export interface StreamNames {
  readonly nameOf: NameOf
  /** Drops the names where the log is not the one that they were read from. */
  check(statements: Statements, epoch: Epoch): void
}

/**
 * Caches names, so that a scan of the log looks up each of them once. Names never change, but a log that is restored from a
 * backup while it is open gives the numbers after the backup to other streams: the stream with the highest number that was
 * cached then has another name, or none.
 */
export const streamNames = (maxNames = 100_000): StreamNames => {
  const names = new Map<number, StreamName>()
  let known: Epoch | undefined
  let highest = 0
  return {
    nameOf: (statements, stream) => {
      const cached = names.get(stream)
      if (cached !== undefined) return cached
      const name = readName(statements, stream)
      if (name === undefined) return undefined
      if (names.size >= maxNames) {
        names.clear()
        highest = 0
      }
      names.set(stream, name)
      highest = Math.max(highest, stream)
      return name
    },
    check: (statements, epoch) => {
      if (epoch === known && (highest === 0 || readName(statements, highest) === names.get(highest))) return
      names.clear()
      highest = 0
      known = epoch
    },
  }
}

const readName = (statements: Statements, stream: number): StreamName | undefined => {
  const row = statements.streamById.get(stream)
  return row === undefined || streamDamage(row) !== undefined ? undefined : (row[2] as StreamName)
}
