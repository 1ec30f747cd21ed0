import { isUint8Array } from 'node:util/types'

import {
  type Corrupt,
  corrupt,
  type Position,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import { checksumOf } from '../schema/checksum.js'
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

/** Whether a look-up met damage, and so answered neither a row nor that there is none. */
export const isCorrupt = (answer: unknown): answer is Corrupt =>
  typeof answer === 'object' && answer !== null && '_tag' in answer && answer._tag === 'Corrupt'

/** The tenant's row. A name that is not found is looked for in a second index, since damage to one hides it. */
export const findTenant = (statements: Statements, name: Tenant): TenantHead | Corrupt | undefined => {
  const row = statements.tenantByName.get(name)
  if (row === undefined) return hiddenTenant(statements, name)
  const damage = tenantDamage(row)
  if (damage !== undefined || row[1] !== name) return corrupt(0, damage ?? 'tenant index')
  return { id: row[0] as number, head: row[2] as number, recordedAt: row[3] as number }
}

/** Tenants are numbered 1… without holes, so a row that is gone is seen by counting. Of none at all the last is NULL: 0. */
const hiddenTenant = (statements: Statements, name: Tenant): Corrupt | undefined => {
  if (statements.tenantByPlace.get(codeUnits(name)) !== undefined) return corrupt(0, 'tenant index')
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
    : 'tenant'

export const insertTenant = (statements: Statements, name: Tenant, { id, head, recordedAt }: TenantHead): void => {
  const checksum = checksumOf([id, name, head, recordedAt], 0, 4)
  statements.insertTenant.run(id, name, head, recordedAt, checksum, codeUnits(name))
}

export const updateTenant = (statements: Statements, name: Tenant, { id, head, recordedAt }: TenantHead): void => {
  statements.updateTenant.run(head, recordedAt, checksumOf([id, name, head, recordedAt], 0, 4), id)
}

/** The stream's row. A name that is not found is looked for by its hash, since damage to an index hides it. */
export const findStream = (
  statements: Statements,
  tenant: number,
  name: StreamName,
): StreamHead | Corrupt | undefined => {
  const row = statements.streamByName.get(tenant, name)
  if (row === undefined) return hiddenStream(statements, tenant, name)
  if (streamDamage(row) !== undefined || row[1] !== tenant || row[2] !== name) return corrupt(0, 'stream')
  return { id: row[0] as number, head: row[3] as number }
}

export const streamDamage = (row: Row): string | undefined =>
  checksumOf(row, 0, 5) === row[5] && streamPlace(row[1] as number, row[2] as string) === row[4] ? undefined : 'stream'

export const insertStream = (statements: Statements, tenant: number, name: StreamName, stream: StreamHead): void => {
  const cells = [stream.id, tenant, name, stream.head, streamPlace(tenant, name)]
  statements.insertStream.run(...cells, checksumOf(cells, 0, 5))
}

export const updateStream = (statements: Statements, tenant: number, name: StreamName, stream: StreamHead): void => {
  const cells = [stream.id, tenant, name, stream.head, streamPlace(tenant, name)]
  statements.updateStream.run(stream.head, checksumOf(cells, 0, 5), stream.id)
}

const streamPlace = (tenant: number, name: StreamName): number => checksumOf([tenant, name], 0, 2)

const hiddenStream = (statements: Statements, tenant: number, name: StreamName): Corrupt | undefined => {
  for (const row of statements.streamsByPlace.all(streamPlace(tenant, name)))
    if (streamDamage(row) !== undefined || row[2] === name) return corrupt(0, 'stream index')
  return undefined
}
