import {
  corrupt,
  type Heads,
  type StreamHead,
  type StreamName,
  type Streams,
  type Tenant,
  type TenantHead,
} from '@partner-ledger/core/store'

import { codeUnits } from '../file/code-units.js'
import type { Handle } from '../file/connection.js'
import { inSnapshot } from '../file/in-snapshot.js'
import { streamDamage, tenantDamage, tenantsAreWhole } from './heads.js'
import { epochOf, isUnreadable, readStart, type Unreadable } from './log-state.js'
import { firstName, namesEnd } from './name-range.js'

/** The streams whose names begin with a prefix, in the order of their UTF-8, as `streams` returns them. */
export const streamList = (
  handle: Handle,
  tenant: Tenant,
  prefix: string,
  after: StreamName,
  limit: number,
): Streams | Unreadable =>
  inSnapshot(handle, () => {
    const { statements } = handle
    const start = readStart(statements, statements.tenantState.get(tenant) ?? [], tenant)
    if (isUnreadable(start)) return start
    const { epoch, owner } = start
    if (owner === undefined) return { epoch, streams: [], more: false }
    const streams: StreamHead[] = []
    // One row for `after` itself, and one more that says whether others follow.
    const rows = statements.streamsFrom.all(owner.id, firstName(prefix, after), namesEnd(prefix) ?? null, limit + 2)
    for (const row of rows) {
      const stream = row[2] as StreamName
      if (stream === after) continue
      const damage = streamDamage(row)
      if (damage !== undefined || row[1] !== owner.id || !stream.startsWith(prefix))
        return corrupt(0, damage ?? 'an index of the streams is out of order')
      if (streams.length === limit) return { epoch, streams, more: true }
      streams.push({ stream, version: row[3] as number })
    }
    return { epoch, streams, more: false }
  })

/** The tenants after a name, by code unit, as `heads` returns them. */
export const headList = (handle: Handle, after: Tenant, limit: number): Heads | Unreadable =>
  inSnapshot(handle, () => {
    const { statements } = handle
    const log = epochOf(statements, statements.meta.get('epoch')?.slice(1) ?? [])
    if (isUnreadable(log)) return log
    const { epoch } = log
    const heads: TenantHead[] = []
    for (const row of statements.tenantsAfter.all(codeUnits(after), limit + 1)) {
      const damage = tenantDamage(row)
      const tenant = row[1] as Tenant
      if (damage !== undefined || tenant <= (heads.at(-1)?.tenant ?? after))
        return corrupt(0, damage ?? 'an index of the tenants is out of order')
      if (heads.length === limit) return { epoch, heads, more: true }
      heads.push({ tenant, head: row[2] as number })
    }
    return tenantsAreWhole(statements) ? { epoch, heads, more: false } : corrupt(0, 'a tenant is missing')
  })
