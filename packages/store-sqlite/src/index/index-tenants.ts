import { corrupt, type Corrupt, emptyIndex, type IndexCheckpoint, type LogMark } from '@partner-ledger/core/store'

import { type Cell, checksumOf } from '../schema/checksum.js'
import type { Row } from '../schema/statements.js'

/** The columns of `index_tenants`, as this file counts them. */
export const indexTenantColumns = [
  ...['i.id', 'i.name', 'i.epoch', 'i.position', 'i.event_id', 'i.fold_version'],
  ...['i.row_count', 'i.row_sum', 'i.checksum'],
] as const

const checked = 8

/** A tenant's index: where it stands, and the count of its rows with the sum of their checksums. */
export interface IndexTenant extends RowTotal {
  readonly id: number
  readonly stand: IndexCheckpoint
}

/** What a missing or added row changes. The sum is of 32 bits. */
export interface RowTotal {
  readonly rowCount: number
  readonly rowSum: number
}

/** The tenant of a row; `undefined`: the row is NULL, and the tenant has no index. */
export const indexTenantOf = (cells: Row): IndexTenant | Corrupt | undefined => {
  const [id, , epoch, position, eventId, foldVersion, rowCount, rowSum, checksum] = cells
  if (id === null || id === undefined) return undefined
  if (checksumOf(cells, 0, checked) !== checksum)
    return corrupt(0, 'the checkpoint of an index does not match its checksum')
  const at = { epoch: epoch as string, position: position as number, foldVersion: foldVersion as number }
  return {
    id: id as number,
    stand: position === 0 ? emptyIndex : typeof eventId === 'string' ? { ...at, id: eventId } : at,
    rowCount: rowCount as number,
    rowSum: rowSum as number,
  }
}

/** The cells of a row of `index_tenants`, in the order of the table. */
export const indexTenantCells = (
  id: number,
  name: string,
  { epoch, position, id: eventId }: LogMark,
  foldVersion: number,
  { rowCount, rowSum }: RowTotal,
): readonly Cell[] => {
  const cells = [id, name, epoch, position, eventId ?? null, foldVersion, rowCount, rowSum]
  return [...cells, checksumOf(cells, 0, checked)]
}
