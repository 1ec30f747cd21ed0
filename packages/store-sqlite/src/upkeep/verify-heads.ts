import type { Position } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { checkpointStatements } from '../checkpoints/checkpoint-statements.js'
import type { Handle } from '../file/connection.js'
import { readEpoch } from '../file/epoch.js'
import { type Finding, finding } from './finding.js'
import { streamDamage, tenantDamage } from '../log/heads.js'
import { positionOf, verifiedEvent } from '../log/rows.js'
import { ownStatement } from '../schema/own-statement.js'
import type { Statements } from '../schema/statements.js'

/** Looks at the streams of the numbers `from + 1` … `to`: none missing, versions 1 … head. */
export const verifyStreams = (handle: Handle, from: number, to: number): readonly Finding[] =>
  atOnce(handle, (statements) => {
    const findings: Finding[] = []
    const rows = statements.streamsBetween.all(from, to)
    if (rows.length !== to - from) findings.push(finding('stream', 0, 'a stream is missing'))
    for (const row of rows) {
      const [id, head] = [Number(row[0]), Number(row[3])]
      const [count, first, last] = statements.versionsOfStream.get(id) ?? []
      if (streamDamage(row) !== undefined) findings.push(finding('stream', 0, `stream number ${id}`))
      else if (count !== head || first !== 1 || last !== head)
        findings.push(finding('version', 0, `stream number ${id} has ${String(count)} events of ${head}`))
    }
    return findings
  })

/** Looks at the tenants of the numbers `from + 1` … `to`: none missing, heads that are the last events. */
export const verifyTenants = (handle: Handle, from: number, to: number): readonly Finding[] =>
  atOnce(handle, (statements) => {
    const rows = statements.tenantsBetween.all(from, to)
    const findings = rows.flatMap((row) => {
      const [id, head] = [Number(row[0]), Number(row[2])]
      if (tenantDamage(row) !== undefined) return [finding('tenant', 0, `tenant number ${id}`)]
      const last = statements.eventAfter.get(id, head - 1)
      if (last === undefined || positionOf(last) !== head || statements.eventAfter.get(id, head) !== undefined)
        return [finding('position', head, `the end of the log of tenant number ${id}`)]
      return verifiedEvent(last)?.recordedAt === row[3]
        ? []
        : [finding('tenant', head, `recordedAt of tenant number ${id}`)]
    })
    return rows.length === to - from ? findings : [...findings, finding('tenant', 0, 'a tenant is missing')]
  })

/** Looks at the epoch, and at tables, indexes and triggers as text, next to those of a new file. */
export const verifySchema = ({ db, statements }: Handle, sound: Database): readonly Finding[] => {
  const present = new Map(schemaOf(db))
  const changed = schemaOf(sound).flatMap(([name, sql]) =>
    present.get(name) === sql ? [] : [finding('schema', 0, `${name} is not what it was made as`)],
  )
  return readEpoch(statements) === undefined ? [...changed, finding('epoch', 0, 'epoch')] : changed
}

/** The tables, for `verifyTable`. */
export const tables = [
  ...['meta', 'tenants', 'streams', 'events', 'personal', 'bodies'],
  ...['index_tenants', 'index_rows', 'index_states', 'index_personal', 'checkpoints'],
] as const

/** The engine's own check of a table and its indexes. It blocks the event loop for as long as it takes. */
export const verifyTable = ({ db }: Handle, table: (typeof tables)[number]): readonly Finding[] =>
  (db.pragma(`main.integrity_check(${table})`) as { integrity_check: string }[]).flatMap(({ integrity_check: said }) =>
    said === 'ok' ? [] : [finding('integrity', 0, said)],
  )

interface Extent {
  readonly positions: Position
  readonly streams: number
  readonly tenants: number
  readonly checkpoints: number
}

/** The last position of any part, and how many streams, tenants and places of checkpoints there are. */
export const extent = (handle: Handle): Extent =>
  atOnce(handle, (statements) => ({
    positions: Number(statements.lastPart.get()?.[0] ?? 0),
    streams: Number(statements.lastStream.get()?.[0] ?? 0),
    tenants: Number(statements.countTenants.get()?.[1] ?? 0),
    checkpoints: Number(checkpointStatements(handle.db).count.get()?.[1] ?? 0),
  }))

/** Reads in one transaction, so that what is compared is of one moment. */
export const atOnce = <A>({ db, statements }: Handle, read: (statements: Statements) => A): A =>
  db.transaction(() => read(statements)).deferred()

const schemaOf = (db: Database): [string, string | null][] =>
  ownStatement<[], [string, string | null]>(db, 'SELECT name, sql FROM main.sqlite_schema ORDER BY name').raw().all()
