import { isUint8Array } from 'node:util/types'

import {
  type Corrupt,
  corrupt,
  type Position,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import { type Cell, checksumOf } from '../schema/checksum.js'
import { codeUnits } from '../file/code-units.js'
import type { Row, Statements } from '../schema/statements.js'

/** A tenant's row: the position and the `recordedAt` of its last event. */
export interface TenantHead {
  readonly id: number
  readonly head: Position
  readonly recordedAt: number
}

/** A stream's row: the version of its last event. */
export interface StreamHead {
  readonly id: number
  readonly head: Version
}

/** Whether a look-up found damage instead of a row or none. */
export const isCorrupt = (answer: unknown): answer is Corrupt =>
  typeof answer === 'object' && answer !== null && '_tag' in answer && answer._tag === 'Corrupt'

/** The tenant's head. A name that is not found is looked up in a second index, since damage to the first one hides it. */
export const findTenant = (statements: Statements, name: Tenant): TenantHead | Corrupt | undefined =>
  tenantHead(statements, statements.tenantState.get(name) ?? [], name)

/** The tenant's head out of a row that begins with the columns of `tenantState`. */
export const tenantHead = (statements: Statements, row: Row, name: Tenant): TenantHead | Corrupt | undefined => {
  const [, , id, head, recordedAt, checksum] = row as readonly [Cell, Cell, Cell?, number?, number?, number?]
  if (typeof id !== 'number' || head === undefined || recordedAt === undefined) return hiddenTenant(statements, name)
  return checksumOf([id, name, head, recordedAt], 0, 4) === checksum
    ? { id, head, recordedAt }
    : corrupt(0, tenantMismatch)
}

/** Tenants are numbered 1… without holes, so counting finds a missing row. Without any tenant the last number is NULL: 0. */
const hiddenTenant = (statements: Statements, name: Tenant): Corrupt | undefined => {
  if (statements.tenantBySortKey.get(codeUnits(name)) !== undefined)
    return corrupt(0, 'a tenant is missing from an index')
  return tenantsAreWhole(statements) ? undefined : corrupt(0, 'a tenant is missing')
}

/** Whether no tenant's row is missing. */
export const tenantsAreWhole = (statements: Statements): boolean => {
  const counted = statements.countTenants.get()
  const last = Number(counted?.[1])
  return counted?.[0] === last && Number(counted[2]) <= last
}

export const nextTenantId = (statements: Statements): number => Number(statements.countTenants.get()?.[1]) + 1

export const nextStreamId = (statements: Statements): number => Number(statements.lastStream.get()?.[0]) + 1

export const tenantDamage = (row: Row): string | undefined =>
  checksumOf(row, 0, 4) === row[4] &&
  typeof row[1] === 'string' &&
  isUint8Array(row[5]) &&
  codeUnits(row[1]).equals(row[5])
    ? undefined
    : tenantMismatch

const tenantMismatch = 'a tenant does not match its checksum'

export const insertTenant = (statements: Statements, name: Tenant, { id, head, recordedAt }: TenantHead): void => {
  const checksum = checksumOf([id, name, head, recordedAt], 0, 4)
  statements.insertTenant.run(id, name, head, recordedAt, checksum, codeUnits(name))
}

export const updateTenant = (statements: Statements, name: Tenant, { id, head, recordedAt }: TenantHead): void => {
  statements.updateTenant.run(head, recordedAt, checksumOf([id, name, head, recordedAt], 0, 4), id)
}

/** The stream's head out of its number, head and checksum. A name that is not found is looked up by its hash. */
export const streamHead = (
  statements: Statements,
  [id, head, checksum]: Row,
  tenant: number,
  name: StreamName,
): StreamHead | Corrupt | undefined => {
  if (typeof id !== 'number') return hiddenStream(statements, tenant, name)
  return checksumOf([id, tenant, name, head, nameHash(tenant, name)], 0, 5) === checksum
    ? { id, head: head as number }
    : corrupt(0, streamMismatch)
}

export const streamDamage = (row: Row): string | undefined =>
  checksumOf(row, 0, 5) === row[5] && nameHash(row[1] as number, row[2] as string) === row[4]
    ? undefined
    : streamMismatch

const streamMismatch = 'a stream does not match its checksum'

export const insertStream = (statements: Statements, tenant: number, name: StreamName, stream: StreamHead): void => {
  const cells = [stream.id, tenant, name, stream.head, nameHash(tenant, name)]
  statements.insertStream.run(...cells, checksumOf(cells, 0, 5))
}

export const updateStream = (statements: Statements, tenant: number, name: StreamName, stream: StreamHead): void => {
  const cells = [stream.id, tenant, name, stream.head, nameHash(tenant, name)]
  statements.updateStream.run(stream.head, checksumOf(cells, 0, 5), stream.id)
}

const nameHash = (tenant: number, name: StreamName): number => checksumOf([tenant, name], 0, 2)

/** Damage to an index hides a stream from its name; `undefined`: there is no such stream. */
const hiddenStream = (statements: Statements, tenant: number, name: StreamName): Corrupt | undefined => {
  for (const row of statements.streamsByHash.all(nameHash(tenant, name)))
    if (streamDamage(row) !== undefined || row[2] === name) return corrupt(0, 'a stream is missing from an index')
  return undefined
}
