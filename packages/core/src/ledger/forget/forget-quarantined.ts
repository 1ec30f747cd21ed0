import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { quarantineTenant } from '../log/stream-names.js'
import type { IngestContext } from '../ingest/ingest-context.js'
import { type BodyText, bodyTexts } from '../quarantine/body-text.js'
import type { EntryRoom } from '../quarantine/quarantine-room.js'
import { holdsText } from './holds-text.js'
import { customersNamed } from './names-customer.js'
import type { Person } from './person.js'

type ForgetContext = Pick<IngestContext, 'events' | 'quarantine'>

/**
 * Ends the open entries of the person's organisation, or of an unknown one, that name the customer or hold one of
 * the texts, and drops their bodies. Returns how many there were.
 */
export const forgetQuarantined = async (
  context: ForgetContext,
  { orgId, customerId }: Person,
  alsoMatching: readonly string[],
): Answer<number> => {
  const found: string[] = []
  const visited = await visitBodies(context, orgId, ({ id, texts }) => {
    if (customersNamed(texts).has(customerId) || alsoMatching.some((text) => holdsText(texts, text))) found.push(id)
  })
  if (visited._tag === 'Left') return visited
  for (const entry of found) {
    const marked = await context.quarantine.mark(entry, 'discarded', { by: 'forget' })
    if (marked._tag === 'Left') return marked
  }
  // A store may have dropped a body and failed at its traces: by then it is not found any more.
  const dropped = await context.quarantine.dropBodies()
  return dropped._tag === 'Left' ? dropped : right(found.length)
}

/** An open entry of an organisation, or of an unknown one, with its body as texts. */
export interface VisitedBody {
  readonly id: string
  /** ms since epoch, by the store's clock. */
  readonly receivedAt: number
  readonly texts: readonly BodyText[]
}

/** Hands every open entry that may be of this organisation to `visit`, one body at a time. */
export const visitBodies = async (
  { events, quarantine }: ForgetContext,
  orgId: number,
  visit: (entry: VisitedBody) => void,
): Answer<void> => {
  const known = await quarantine.register.catchUp()
  if (known._tag === 'Left') return known
  for (const [id, entry] of quarantine.register.entries()) {
    const isOwn = await isOfOrganisation(quarantine, id, entry, orgId)
    if (isOwn._tag === 'Left') return isOwn
    if (!isOwn.right) continue
    const body = await events.body(quarantineTenant, entry.position)
    if (body._tag === 'Left') return body
    if (body.right !== undefined) visit({ id, receivedAt: entry.receivedAt, texts: bodyTexts(body.right) })
  }
  return right(undefined)
}

/** The body's own claim decides; without one, for whom its senders may speak; and without that nobody can tell. */
const isOfOrganisation = async (
  quarantine: ForgetContext['quarantine'],
  id: string,
  { orgId: claimed }: EntryRoom,
  orgId: number,
): Answer<boolean> => {
  if (claimed !== undefined) return right(claimed === orgId)
  const entry = await quarantine.read(id)
  if (entry._tag === 'Left') return entry
  return right(entry.right?.allowedOrgs?.includes(orgId) ?? true)
}
