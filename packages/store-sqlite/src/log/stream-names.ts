import type { StreamName } from '@partner-ledger/core/store'

import { streamDamage } from './heads.js'
import type { Statements } from '../schema/statements.js'

/** The name of a stream by its number; `undefined`: its row is missing or damaged. */
export type NameOf = (statements: Statements, stream: number) => StreamName | undefined

/** Remembers names, which never change, so that a scan of the log looks each of them up once in a while. */
export const streamNames = (mostNames = 100_000): NameOf => {
  const names = new Map<number, StreamName>()
  return (statements, stream) => {
    const known = names.get(stream)
    if (known !== undefined) return known
    const row = statements.streamById.get(stream)
    if (row === undefined || streamDamage(row) !== undefined) return undefined
    if (names.size >= mostNames) names.clear()
    const name = row[2] as StreamName
    names.set(stream, name)
    return name
  }
}
