import { type Corrupt, corrupt, type IndexRow } from '@partner-ledger/core/store'

import { type Cell, checksumOf } from '../schema/checksum.js'
import type { Row } from '../schema/statements.js'

/** The columns of a whole row of the index, as `indexRowOf` counts them: the row, the state, the personal values. */
export const indexColumns = [
  ...['r.tenant', 'r.loyalty_program', 'r.partner_program', 'r.customer', 'r.stream', 'r.open', 'r.tier'],
  ...['r.number_hash', 'r.expiry_date', 'r.expiry_time', 'r.expiry_instant', 'r.end_unknown', 'r.reminded'],
  ...['r.anomalies', 'r.personal', 's.state', 's.checksum', 'p.number', 'p.personal_text', 'p.checksum'],
] as const

/** The indexes of the cells after those of `index_rows`. The checksum of the state is over all cells before it. */
const cell = { personal: 14, state: 15, checksum: 16, number: 17, personalText: 18, personalChecksum: 19 } as const

/** The cell whose sum over all rows is the `row_sum` of the tenant. */
export const rowSumCell = cell.checksum

/** The cells of a row of `index_rows`, in the order of the table. */
export const rowCells = (tenant: number, row: IndexRow, personal: number | null): readonly Cell[] => [
  tenant,
  row.loyaltyProgramId,
  row.partnerProgramId,
  row.customerId,
  row.stream,
  row.open ? 1 : 0,
  row.tier ?? null,
  row.membershipNumber === undefined ? null : numberHash(row.membershipNumber),
  row.expiryDate ?? null,
  row.expiryTime ?? null,
  row.expiryInstant ?? null,
  row.endUnknown ? 1 : 0,
  row.remindedNotRenewed ? 1 : 0,
  row.anomalies.length === 0 ? null : ` ${row.anomalies.join(' ')} `,
  personal,
]

/** The checksum of a row of `index_rows` and its state. */
export const stateChecksum = (cells: readonly Cell[], state: string): number =>
  checksumOf([...cells, state], 0, cell.checksum)

export const personalChecksum = (id: number, number: Cell, personalText: Cell): number =>
  checksumOf([id, number, personalText], 0, 3)

/** Enough of a hash to find a number by, too little to know it by. */
export const numberHash = (number: string): number => checksumOf([number], 0, 1) & 0xfffff

/** What is wrong with a whole row; `undefined`: it is what was put in. */
export const indexRowDamage = (cells: Row): string | undefined => {
  if (checksumOf(cells, 0, cell.checksum) !== cells[cell.checksum]) return 'an index row does not match its checksum'
  const [id, number = null, personalText = null] = [cells[cell.personal], cells[cell.number], cells[cell.personalText]]
  return id === null || personalChecksum(id as number, number, personalText) === cells[cell.personalChecksum]
    ? undefined
    : 'the personal part of an index row does not match its checksum'
}

/** The row as it was put in, or that it is damaged. */
export const indexRowOf = (cells: Row): IndexRow | Corrupt => {
  const damage = indexRowDamage(cells)
  if (damage !== undefined) return corrupt(0, damage)
  const [tier, , date, time, instant, , , anomalies] = cells.slice(6, cell.personal)
  const [number, personalText] = [cells[cell.number], cells[cell.personalText]]
  const row: { -readonly [K in keyof IndexRow]: IndexRow[K] } = {
    stream: cells[4] as string,
    loyaltyProgramId: cells[1] as number,
    partnerProgramId: cells[2] as number,
    customerId: cells[3] as number,
    open: cells[5] === 1,
    endUnknown: cells[11] === 1,
    remindedNotRenewed: cells[12] === 1,
    anomalies: typeof anomalies === 'string' ? anomalies.trim().split(' ') : [],
    state: cells[cell.state] as string,
  }
  if (typeof tier === 'number') row.tier = tier
  if (typeof number === 'string') row.membershipNumber = number
  if (typeof date === 'string') row.expiryDate = date
  if (typeof time === 'string') row.expiryTime = time
  if (typeof instant === 'number') row.expiryInstant = instant
  if (typeof personalText === 'string') row.personal = personalText
  return row
}
