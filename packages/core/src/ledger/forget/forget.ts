import { left, right } from 'fp-ts/lib/Either.js'

import { outcomeUnknown } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Position, Tenant } from '../../store/event.js'
import { personArgument } from '../arguments/membership-arguments.js'
import { listOf, text, time } from '../arguments/read-argument.js'
import { options } from '../arguments/read-record.js'
import { appendKnowingPersons } from '../ingest/append-events.js'
import type { IngestContext } from '../ingest/ingest-context.js'
import { forgottenIn, forgottenType, type PersonForgotten } from '../log/person-forgotten.js'
import { personsStream, tenantOf } from '../log/stream-names.js'
import { forgetQuarantined } from './forget-quarantined.js'
import { forgetStreams, type Stripped } from './forget-streams.js'
import type { Person } from './person.js'

/** What a forgetting may be limited to, and by whom it was asked for. */
export interface ForgetOptions {
  /** ms since epoch; what occurred later is kept whole. The ledger's clock by default. */
  readonly until?: number | undefined
  /**
   * Texts by which the quarantine is searched beside the customer id, in any case: an address, a phone number. A phone
   * number is found after a country code too.
   */
  readonly alsoMatching?: Iterable<string> | undefined
}

/** The forgetting as the log has it, and what this call of `forget` stripped. */
export interface ForgetReceipt extends PersonForgotten, Stripped {
  /** Entries of the quarantine that ended by this call. */
  readonly quarantineEntries: number
}

export interface ForgetContext extends IngestContext {
  /** Brings the index of a tenant to the head, so that no row of it still holds a number. */
  readonly advanceIndex: (tenant: Tenant) => Answer<Position>
}

/**
 * Records that the person is forgotten, and then removes personal parts and bodies from their memberships and from the
 * quarantine. Facts, versions and positions stay. What a crash leaves undone is done by calling it again.
 */
export const forgetPerson = async (
  context: ForgetContext,
  given: Person,
  givenOptions?: ForgetOptions,
): Answer<ForgetReceipt> => {
  const person = personArgument('person', given)
  if (person._tag === 'Left') return person
  const read = readOptions('options', givenOptions)
  if (read._tag === 'Left') return read
  const { until = context.clock(), alsoMatching = [] } = read.right
  const { orgId, customerId } = person.right
  const tenant = tenantOf(orgId)
  const forgotten = await recordForgotten(context, tenant, customerId, until)
  if (forgotten._tag === 'Left') return forgotten
  const index = await context.advanceIndex(tenant)
  if (index._tag === 'Left') return index
  const entries = await forgetQuarantined(context, person.right, alsoMatching)
  if (entries._tag === 'Left') return entries
  const stripped = await forgetStreams(context.events, tenant, customerId, until)
  if (stripped._tag === 'Left') return stripped
  return right({ ...forgotten.right, ...stripped.right, quarantineEntries: entries.right })
}

const readOptions = options({ until: time, alsoMatching: listOf(text, 1000) })

const recordForgotten = async (
  context: ForgetContext,
  tenant: Tenant,
  customerId: number,
  until: number,
): Answer<PersonForgotten> => {
  const event = {
    id: `forgotten:${customerId}:${until}`,
    type: forgottenType,
    occurredAt: context.clock(),
    schema: 1,
    facts: { customerId, until },
  }
  const written = await appendKnowingPersons(context, tenant, () => [{ stream: personsStream, expected: 'any', event }])
  if (written._tag === 'Left') return written
  const [outcome] = written.right
  if (outcome._tag === 'conflict')
    return left(outcomeUnknown('the store returned a conflict where any version was expected'))
  // Whoever remembers something of the person drops it when the record is read.
  const known = await context.forgets.read(tenant)
  if (known._tag === 'Left') return known
  const page = await context.events.readStream(tenant, personsStream, outcome.version - 1, 1)
  if (page._tag === 'Left') return page
  const [record] = page.right.events
  return record === undefined
    ? left(outcomeUnknown('the record of the forgetting is not in the log any more'))
    : right(forgottenIn(tenant, record))
}
