import type { Facts } from '@partner-ledger/core/store'

import { knownFacts } from '../schema/layout.js'

/**
 * The content of an event's text, which is a list of JSON: the numbers of version, stream and tenant and its type first, then
 * the bits of the known facts that it has, those facts in order, and an object of all others. One text is read in a fraction
 * of the time of a column for each.
 */
export interface EventCells {
  readonly version: number
  /** The stream's number. */
  readonly stream: number
  /** The tenant's number. */
  readonly tenant: number
  /** The distance to the tenant's previous event, so that a missing row is seen although holes are legal. */
  readonly gap: number
  readonly recordedAt: number
  /** A number where it is one of `typeCodes`. */
  readonly type: string | number
  readonly occurredAt: number
  readonly schema: number
  readonly parts: number
  readonly facts: Facts
}

/** What is known of an event once it has its version and position. */
export type EventNumbers = Pick<EventCells, 'version' | 'stream' | 'tenant' | 'gap' | 'recordedAt'>

/** The text without its first five items, which are known once the event has its version and position. */
export const eventTextSuffix = ({
  type,
  occurredAt,
  schema,
  parts,
  facts,
}: Omit<EventCells, keyof EventNumbers>): string => {
  const known: (string | number)[] = []
  let bits = 0
  for (const [index, name] of knownFacts.entries()) {
    const fact = facts[name]
    if (fact === undefined) continue
    bits |= 1 << index
    known.push(fact)
  }
  const others = Object.keys(facts).length === known.length ? [] : [othersOf(facts)]
  return JSON.stringify([type, occurredAt, schema, parts, bits, ...known, ...others]).slice(1)
}

export const eventText = ({ version, stream, tenant, gap, recordedAt }: EventNumbers, suffix: string): string =>
  `[${version},${stream},${tenant},${gap},${recordedAt},${suffix}`

/** The items of a text that matches its checksum. */
export const cellsOf = (text: string): Cells => JSON.parse(text) as Cells

/** The items of a text, up to those of the facts. */
export type Cells = readonly [
  version: number,
  stream: number,
  tenant: number,
  gap: number,
  recordedAt: number,
  type: string | number,
  occurredAt: number,
  schema: number,
  parts: number,
  facts: number,
]

const othersOf = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !(knownFacts as readonly string[]).includes(name)))

/** One line for each fact: a loop over their names takes half as long again. */
export const factsIn = (cells: Cells): Facts => {
  const values: readonly (string | number)[] = cells
  const facts: Record<string, string | number | undefined> = {}
  const bits = cells[9]
  let next = 10
  if (bits & (1 << 0)) facts['customerId'] = values[next++]
  if (bits & (1 << 1)) facts['loyaltyProgramId'] = values[next++]
  if (bits & (1 << 2)) facts['partnerProgramId'] = values[next++]
  if (bits & (1 << 3)) facts['partnerProgramName'] = values[next++]
  if (bits & (1 << 4)) facts['partnerProgramType'] = values[next++]
  if (bits & (1 << 5)) facts['updateType'] = values[next++]
  if (bits & (1 << 6)) facts['partnerTierNumber'] = values[next++]
  if (bits & (1 << 7)) facts['partnerTierExpiryDate'] = values[next++]
  if (bits & (1 << 8)) facts['partnerTierExpiryDateInMillis'] = values[next++]
  if (bits & (1 << 9)) facts['membershipExpiryDate'] = values[next++]
  if (bits & (1 << 10)) facts['membershipExpiryDateInMillis'] = values[next++]
  if (bits & (1 << 11)) facts['scheduledExpiryDate'] = values[next++]
  if (bits & (1 << 12)) facts['refId'] = values[next++]
  if (bits & (1 << 13)) facts['apiRequestId'] = values[next++]
  if (bits & (1 << 14)) facts['loyaltyEventId'] = values[next++]
  if (bits & (1 << 15)) facts['eventLogId'] = values[next++]
  if (bits & (1 << 16)) facts['actionType'] = values[next++]
  if (bits & (1 << 17)) facts['entityType'] = values[next++]
  if (bits & (1 << 18)) facts['entityId'] = values[next++]
  if (bits >= 1 << 19) {
    if (bits & (1 << 19)) facts['partnerTierExpiryTime'] = values[next++]
    if (bits & (1 << 20)) facts['partnerTierExpiryUnread'] = values[next++]
    if (bits & (1 << 21)) facts['membershipExpiryTime'] = values[next++]
    if (bits & (1 << 22)) facts['membershipExpiryUnread'] = values[next++]
    if (bits & (1 << 23)) facts['scheduledExpiryTime'] = values[next++]
    if (bits & (1 << 24)) facts['scheduledExpiryDateInMillis'] = values[next++]
    if (bits & (1 << 25)) facts['scheduledExpiryUnread'] = values[next++]
    if (bits & (1 << 26)) facts['learned'] = values[next++]
  }
  if (next < cells.length) Object.assign(facts, cells[next])
  return facts as Facts
}
