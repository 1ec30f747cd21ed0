import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { organisationArgument } from '../arguments/membership-arguments.js'
import type { IngestContext } from '../ingest/ingest-context.js'
import { type PersonForgotten, readForgotten } from '../log/person-forgotten.js'
import { visitBodies } from './forget-quarantined.js'
import { customersNamed } from './names-customer.js'

/** A forgetting as `forgotten` lists it. */
export interface ForgottenPerson extends PersonForgotten {
  /**
   * Entries of the quarantine that came after the forgetting and name the customer: bodies that could not be facts, which
   * somebody has to look at. `redrive`, `discard`, or `forget` once more.
   */
  readonly toReview: readonly string[]
}

/** Every forgetting of an organisation, oldest first: what to repeat after a restore. */
export const listForgotten = async (
  context: Pick<IngestContext, 'events' | 'quarantine'>,
  given: { readonly orgId: number },
): Answer<readonly ForgottenPerson[]> => {
  const organisation = organisationArgument('of', given)
  if (organisation._tag === 'Left') return organisation
  const forgotten = await readForgotten(context.events, organisation.right.orgId)
  if (forgotten._tag === 'Left') return forgotten
  const listed = forgotten.right.map((person) => ({ ...person, toReview: [] as string[] }))
  if (listed.length === 0) return right(listed)
  const visited = await visitBodies(context, organisation.right.orgId, ({ id, receivedAt, texts }) => {
    const customers = customersNamed(texts)
    for (const { customerId, recordedAt, toReview } of listed)
      if (receivedAt >= recordedAt && customers.has(customerId)) toReview.push(id)
  })
  return visited._tag === 'Left' ? visited : right(listed)
}
