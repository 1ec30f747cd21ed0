import { type Corrupt, corrupt, type IndexRow } from '@partner-ledger/core/store'

import { type Cell, checksumOf } from '../schema/checksum.js'
import type { Row } from '../schema/statements.js'

/** The columns of a whole row of the index, as `indexRowOf` counts them: the row, the state, the personal values. */
export const indexColumns = `r.tenant, r.loyalty_program, r.partner_program, r.customer, r.stream, r.open, r.tier, r.number,
  r.expiry_date, r.expiry_instant, r.reminded, r.anomalies, r.personal, s.state, s.checksum, p.number, p.more, p.checksum`

const checked = 14

/** The cells of a row of `index_rows`, in the order of the table. */
export const rowCells = (tenant: number, row: IndexRow, personal: number | null): readonly Cell[] => [
  tenant,
  row.loyaltyProgramId,
  row.partnerProgramId,
  row.customerId,
  row.stream,
  row.open ? 1 : 0,
  row.tier ?? null,
  row.membershipNumber === undefined ? null : numberBits(row.membershipNumber),
  row.expiryDate ?? null,
  row.expiryInstant ?? null,
  row.remindedNotRenewed ? 1 : 0,
  row.anomalies.length === 0 ? null : ` ${row.anomalies.join(' ')} `,
  personal,
]

/** The checksum of a row of `index_rows` and its state. */
export const stateChecksum = (cells: readonly Cell[], state: string): number =>
  checksumOf([...cells, state], 0, checked)

export const personalChecksum = (id: number, number: Cell, more: Cell): number => checksumOf([id, number, more], 0, 3)

/** Enough of a hash to find a number by, too little to know it by. */
export const numberBits = (number: string): number => checksumOf([number], 0, 1) & 0xfffff

/** The row as it was put in, or that it is damaged. */
export const indexRowOf = (cells: Row): IndexRow | Corrupt => {
  if (checksumOf(cells, 0, checked) !== cells[14] || !isPersonalWhole(cells)) return corrupt(0, 'index')
  const [tier, , date, instant, , anomalies] = cells.slice(6, 12)
  const [number, more] = cells.slice(15, 17)
  const row: { -readonly [K in keyof IndexRow]: IndexRow[K] } = {
    stream: cells[4] as string,
    loyaltyProgramId: cells[1] as number,
    partnerProgramId: cells[2] as number,
    customerId: cells[3] as number,
    open: cells[5] === 1,
    remindedNotRenewed: cells[10] === 1,
    anomalies: typeof anomalies === 'string' ? anomalies.trim().split(' ') : [],
    state: cells[13] as string,
  }
  if (typeof tier === 'number') row.tier = tier
  if (typeof number === 'string') row.membershipNumber = number
  if (typeof date === 'string') row.expiryDate = date
  if (typeof instant === 'number') row.expiryInstant = instant
  if (typeof more === 'string') row.personal = more
  return row
}

const isPersonalWhole = (cells: Row): boolean => {
  const [id, number = null, more = null, checksum] = [cells[12], cells[15], cells[16], cells[17]]
  return id === null || personalChecksum(id as number, number, more) === checksum
}
