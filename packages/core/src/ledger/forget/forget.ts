import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, StreamName, Tenant } from '../../store/event.js'
import { invalidArgument, outcomeUnknown } from '../../store/store-error.js'
import type { IngestContext } from '../ingest/ingest-context.js'
import { forgetsStream } from '../log/forgetting-register.js'
import { catchUp } from '../query/index-catch-up.js'
import type { Index } from '../query/memberships.js'
import { mentions } from './mentions.js'
import { quarantineTenant, tenantOf } from '../log/stream-names.js'

/** Who is to be forgotten. */
export interface Person {
  readonly orgId: number
  readonly customerId: number
}

export interface ForgetOptions {
  /** ms since epoch; what occurred later is kept whole. The ledger's clock by default. */
  readonly until?: number
  /** Texts by which the quarantine is searched beside the customer id: an address, a phone number. */
  readonly alsoMatching?: readonly string[]
}

/** What was forgotten, and where the log says so. */
export interface ForgetReceipt {
  readonly position: Position
  readonly until: number
  readonly memberships: number
  readonly quarantineEntries: number
}

/**
 * Says in the log that the person is forgotten, and then removes personal parts and bodies from their memberships and
 * from the quarantine. Facts, versions and positions stay. What a crash leaves undone is done by calling it again.
 */
export const forgetPerson = async (
  door: IngestContext,
  index: Index,
  { orgId, customerId }: Person,
  { until = door.clock(), alsoMatching = [] }: ForgetOptions,
): Answer<ForgetReceipt> => {
  if (!isId(orgId) || !isId(customerId)) return left(invalidArgument('person', 'whole numbers of 1 or more'))
  if (!Number.isSafeInteger(until)) return left(invalidArgument('until', 'whole ms since epoch'))
  if (alsoMatching.some(isBlank)) return left(invalidArgument('alsoMatching', 'texts that are not blank'))
  const tenant = tenantOf(orgId)
  const position = await recordForget(door, tenant, customerId, until)
  if (position._tag === 'Left') return position
  const streams = await streamsOf(index, tenant, customerId)
  if (streams._tag === 'Left') return streams
  const entries = await forgetQuarantined(door, [String(customerId), ...alsoMatching])
  if (entries._tag === 'Left') return entries
  for (const stream of streams.right) {
    const forgotten = await door.events.forget(tenant, stream, Number.MAX_SAFE_INTEGER, until)
    if (forgotten._tag === 'Left') return forgotten
  }
  return right({
    position: position.right,
    until,
    memberships: streams.right.length,
    quarantineEntries: entries.right,
  })
}

/** Every body has a blank text in it. */
const isBlank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === ''

const isId = (id: number): boolean => Number.isSafeInteger(id) && id >= 1

const recordForget = async (
  door: IngestContext,
  tenant: Tenant,
  customerId: number,
  until: number,
): Answer<Position> => {
  const event = {
    id: `forgotten:${customerId}:${until}`,
    type: 'forgotten',
    occurredAt: door.clock(),
    schema: 1,
    facts: { customerId, until },
  }
  const written = await door.events.append(tenant, [{ stream: forgetsStream, expected: 'any', event }])
  if (written._tag === 'Left') return written
  const [outcome] = written.right
  return outcome._tag === 'conflict'
    ? left(outcomeUnknown('the store answered a conflict where any version was expected'))
    : right(outcome.position)
}

/** The index has met the forgetting when it has caught up, so that no row of it still holds a number. */
const streamsOf = async (index: Index, tenant: Tenant, customerId: number): Answer<readonly StreamName[]> => {
  const ready = await catchUp(index.reader, index.rows, tenant, { maxWaitMs: Infinity })
  if (ready._tag === 'Left') return ready
  const rows = await index.rows.find(tenant, { customerId }, undefined, 10_000)
  return rows._tag === 'Left' ? rows : right(rows.right.map(({ stream }) => stream))
}

const forgetQuarantined = async (door: IngestContext, texts: readonly string[]): Answer<number> => {
  const known = await door.quarantine.register.catchUp()
  if (known._tag === 'Left') return known
  let found = 0
  for (const { id, position } of [...door.quarantine.register.all()]) {
    const body = await door.events.body(quarantineTenant, position)
    if (body._tag === 'Left') return body
    const bytes = body.right
    if (bytes === undefined || !texts.some((text) => mentions(bytes, text))) continue
    const marked = await door.quarantine.mark(id, 'discarded', { by: 'forget' })
    if (marked._tag === 'Left') return marked
    found += 1
  }
  // A store may have dropped a body and failed at its traces: by then it is not found any more.
  const dropped = await door.quarantine.dropBodies()
  return dropped._tag === 'Left' ? dropped : right(found)
}
