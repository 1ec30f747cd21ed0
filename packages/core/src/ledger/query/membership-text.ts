import type { MembershipKey } from '../../membership/key.js'
import { type Expiry, type KnownExpiry, knownExpiry } from '../../membership/expiry.js'
import { type Anomaly, anomalyKinds, initial, type Membership, type Period } from '../../membership/membership.js'
import { period, tier } from '../../membership/period.js'
import { reminder as reminderWith } from '../../membership/reminder.js'
import { type Cell, statedCells, valuesOf } from './stated-cells.js'

/** A membership without its key as a text that holds nothing personal, and the membership numbers of its periods. */
export interface MembershipText {
  readonly text: string
  /** Each once: that of the last period, which may be absent, and then the others. */
  readonly numbers: readonly (string | undefined)[]
}

/**
 * JSON of what the membership states, each value at a place of its own, names of closed sets by their place in the set.
 * A value or a name may be added after the others; any other change takes another `indexVersion`.
 */
export const membershipText = ({ program, periods, reminder, anomalies, events, last }: Membership): MembershipText => {
  const numbers = numbersOf(periods)
  const cells = statedCells([
    events,
    last?.occurredAt,
    last?.rank,
    last?.eventId,
    program.name,
    program.type,
    periods.map((one) => periodCells(one, numbers)),
    anomalies.length === 0 ? undefined : anomalies.flatMap(anomalyCells),
    reminder?.occurredAt,
    reminder?.scheduledExpiryDate,
    reminder?.scheduledExpiryTime,
    reminder?.scheduledExpiryDateInMillis,
    reminder?.renewed === true ? 1 : undefined,
  ])
  return { text: JSON.stringify(cells), numbers }
}

/** The membership that was written, byte for byte; a number that is missing is left out. */
export const readMembership = (key: MembershipKey, { text, numbers }: MembershipText): Membership => {
  const values = valuesOf(JSON.parse(text) as readonly Cell[])
  const [occurredAt, rank, eventId] = values.slice(1, 4) as [number?, number?, string?]
  // Only a membership of no events is without a last one.
  if (occurredAt === undefined || rank === undefined || eventId === undefined) return initial(key)
  const events = values[0] as number
  const program = readProgram(values[4] as string | undefined, values[5] as string | undefined)
  const periods = (values[6] as readonly (readonly Cell[])[]).map((cells) => readPeriod(cells, numbers))
  const anomalies = readAnomalies((values[7] ?? []) as readonly Cell[])
  const last = { occurredAt, rank, eventId }
  const remindedAt = values[8] as number | undefined
  if (remindedAt === undefined) return { key, program, periods, anomalies, events, last }
  const [date, time, instant, renewed] = values.slice(9, 13) as [string?, string?, number?, number?]
  const reminder = reminderWith(knownExpiry(date, time, instant), remindedAt, renewed !== undefined)
  return { key, program, periods, reminder, anomalies, events, last }
}

const numbersOf = (periods: readonly Period[]): MembershipText['numbers'] => {
  const numbers = [periods.at(-1)?.membershipNumber]
  for (const { membershipNumber } of periods)
    if (membershipNumber !== undefined && !numbers.includes(membershipNumber)) numbers.push(membershipNumber)
  return numbers
}

const ends = ['delinked', 'superseded', 'expired'] as const satisfies readonly Period['end'][]

const periodCells = (one: Period, numbers: MembershipText['numbers']): readonly Cell[] =>
  statedCells([
    one.openedAt,
    one.certainty === 'implied' ? 1 : undefined,
    one.closedAt,
    one.end === undefined ? undefined : ends.indexOf(one.end),
    one.tier?.number,
    expiryCell(one.tier?.expiry),
    one.membershipNumber === undefined ? undefined : numbers.indexOf(one.membershipNumber),
    expiryCell(one.expiry),
    expiryCell(one.announcedExpiry),
    expiryCell(one.replacedExpiry),
    one.lastUpdateType,
  ])

const readPeriod = (cells: readonly Cell[], numbers: MembershipText['numbers']): Period => {
  const values = valuesOf(cells)
  return period({
    openedAt: values[0] as number | undefined,
    certainty: values[1] === undefined ? 'confirmed' : 'implied',
    closedAt: values[2] as number | undefined,
    end: ends[values[3] as number],
    tier: tier(values[4] as number | undefined, readExpiry(values[5])),
    membershipNumber: numbers[values[6] as number],
    expiry: readExpiry(values[7]),
    announcedExpiry: readExpiry(values[8]) as KnownExpiry | undefined,
    replacedExpiry: readExpiry(values[9]) as KnownExpiry | undefined,
    lastUpdateType: values[10] as string | undefined,
  })
}

/** A date alone is a text, an instant alone a number, an unknown end an empty list. */
const expiryCell = (expiry: Expiry | undefined): Cell | undefined => {
  if (expiry === undefined) return undefined
  if (expiry.unknown === true) return []
  const { date, time, instant } = expiry
  if (time !== undefined || (date !== undefined && instant !== undefined)) return statedCells([date, time, instant])
  return date ?? instant
}

const readExpiry = (cell: Cell | undefined): Expiry | undefined => {
  if (typeof cell === 'string') return { date: cell }
  if (typeof cell === 'number') return { instant: cell }
  if (cell === undefined) return undefined
  if (cell.length === 0) return { unknown: true }
  return knownExpiry(...(valuesOf(cell).slice(0, 3) as [string | undefined, string | undefined, number | undefined]))
}

const anomalyCells = ({ kind, eventId, occurredAt }: Anomaly): readonly Cell[] => [
  anomalyKinds.indexOf(kind),
  eventId,
  occurredAt,
]

const readAnomalies = (cells: readonly Cell[]): readonly Anomaly[] => {
  const anomalies: Anomaly[] = []
  for (let at = 0; at < cells.length; at += 3) {
    const kind = anomalyKinds[cells[at] as number]
    if (kind !== undefined)
      anomalies.push({ kind, eventId: cells[at + 1] as string, occurredAt: cells[at + 2] as number })
  }
  return anomalies
}

const readProgram = (name: string | undefined, type: string | undefined): Membership['program'] => {
  if (name === undefined) return type === undefined ? {} : { type }
  return type === undefined ? { name } : { name, type }
}
