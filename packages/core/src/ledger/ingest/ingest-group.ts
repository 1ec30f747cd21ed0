import { right } from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'

import type { Answer } from '../../store/answer.js'
import { classify, type Classified, type Delivery } from './classify.js'
import type { IngestContext } from './ingest-context.js'
import { quarantineBody } from './quarantine-body.js'
import { quarantineDelivery } from './quarantine-delivery.js'
import type { Receipt } from './receipt.js'
import { recordEvents, type RecordOutcome } from './record-events.js'
import { isOfOneBody, logFailure } from './unstorable.js'

/** What became of a delivery among others; `Unstorable`: the store refuses it for itself. */
type GroupOutcome = RecordOutcome | { readonly _tag: 'Unstorable' }

/** Records what can be recorded in one append for each organisation, and quarantines the rest. Receipts in order. */
export const ingestGroup = async (context: IngestContext, group: readonly Uint8Array[]): Answer<readonly Receipt[]> => {
  const classified = group.map((body) => classify(context, body))
  const recorded = new Map<Delivery, GroupOutcome>()
  for (const [orgId, deliveries] of byOrg(classified)) {
    const outcomes = await recordAll(context, orgId, deliveries)
    if (outcomes._tag === 'Left') return outcomes
    for (const [index, outcome] of outcomes.right.entries()) recorded.set(deliveries[index] ?? deliveries[0], outcome)
  }
  const receipts: Receipt[] = []
  for (const one of classified) {
    const receipt = await receiptOf(context, one, one._tag === 'Delivery' ? recorded.get(one) : undefined)
    if (receipt._tag === 'Left') return receipt
    receipts.push(receipt.right)
  }
  return right(receipts)
}

const receiptOf = (
  context: IngestContext,
  classified: Classified,
  outcome: GroupOutcome | undefined,
): Answer<Receipt> => {
  if (classified._tag !== 'Delivery') return quarantineBody(context, classified)
  if (outcome === undefined || outcome._tag === 'Unstorable')
    return quarantineDelivery(context, classified, 'unstorable')
  return outcome._tag === 'Mismatch'
    ? quarantineDelivery(context, classified, 'mismatch')
    : Promise.resolve(right(outcome))
}

/** Appends the deliveries together; where one of them makes the store refuse all, in halves, until it is alone. */
const recordAll = async (
  context: IngestContext,
  orgId: number,
  deliveries: NonEmptyArray<Delivery>,
): Answer<readonly GroupOutcome[]> => {
  const recorded = await recordEvents(context, orgId, deliveries)
  if (recorded._tag === 'Right' || !isOfOneBody(recorded.left)) return recorded
  const half = Math.ceil(deliveries.length / 2)
  const [first, second] = [deliveries.slice(0, half), deliveries.slice(half)]
  if (!isNonEmpty(first) || !isNonEmpty(second)) {
    logFailure(context.logger, 'unstorable', recorded.left)
    return right([{ _tag: 'Unstorable' }])
  }
  const one = await recordAll(context, orgId, first)
  if (one._tag === 'Left') return one
  const other = await recordAll(context, orgId, second)
  return other._tag === 'Left' ? other : right([...one.right, ...other.right])
}

const isNonEmpty = <A>(items: readonly A[]): items is NonEmptyArray<A> => items.length > 0

const byOrg = (classified: readonly Classified[]): ReadonlyMap<number, NonEmptyArray<Delivery>> => {
  const groups = new Map<number, NonEmptyArray<Delivery>>()
  for (const delivery of classified) {
    if (delivery._tag !== 'Delivery') continue
    const { orgId } = delivery.webhook.event
    const group = groups.get(orgId)
    if (group === undefined) groups.set(orgId, [delivery])
    else group.push(delivery)
  }
  return groups
}
