import type { MembershipKey } from '../../membership/key.js'
import { type Anomaly, anomalyKinds, initial, type Membership, type Period } from '../../membership/membership.js'
import { expiry, period, tier } from '../../membership/period.js'
import { type Cell, statedCells, valuesOf } from './stated-cells.js'

/** A membership without its key as a text that holds nothing personal, and the membership numbers of its periods. */
export interface MembershipText {
  readonly text: string
  /** Each once: that of the last period, which may be absent, and then the others. */
  readonly numbers: readonly (string | undefined)[]
}

/**
 * JSON of what the membership states, each value at a place of its own, names of closed sets by their place in the set.
 * A value or a name may be added behind the others; any other change takes another `indexVersion`.
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
  const scheduledExpiryDate = values[9] as string | undefined
  const reminder =
    scheduledExpiryDate === undefined ? { occurredAt: remindedAt } : { scheduledExpiryDate, occurredAt: remindedAt }
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
    one.tier?.expiry?.date,
    one.tier?.expiry?.instant,
    one.membershipNumber === undefined ? undefined : numbers.indexOf(one.membershipNumber),
    one.expiry?.date,
    one.expiry?.instant,
    one.lastUpdateType,
  ])

const readPeriod = (cells: readonly Cell[], numbers: MembershipText['numbers']): Period => {
  const values = valuesOf(cells)
  const tierExpiry = expiry(values[5] as string | undefined, values[6] as number | undefined)
  return period({
    openedAt: values[0] as number | undefined,
    certainty: values[1] === undefined ? 'confirmed' : 'implied',
    closedAt: values[2] as number | undefined,
    end: ends[values[3] as number],
    tier: tier(values[4] as number | undefined, tierExpiry),
    membershipNumber: numbers[values[7] as number],
    expiry: expiry(values[8] as string | undefined, values[9] as number | undefined),
    lastUpdateType: values[10] as string | undefined,
  })
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
