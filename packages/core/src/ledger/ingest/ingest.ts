import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { bodyBytes } from '../arguments/body-bytes.js'
import { organisationsArgument } from '../arguments/membership-arguments.js'
import { options } from '../arguments/read-record.js'
import { classify, type Classified } from './classify.js'
import type { IngestContext } from './ingest-context.js'
import { quarantineBody } from './quarantine-body.js'
import { quarantineDelivery } from './quarantine-delivery.js'
import type { Receipt } from './receipt.js'
import { recordEvent } from './record-events.js'
import { isOfOneBody, logFailure } from './unstorable.js'

/** What the host knows of a body beside its bytes. */
export interface IngestOptions {
  /**
   * The organisations that its sender may speak for, 1,000 at the most; by default those that the ledger allows. A body
   * of another one is quarantined as `foreign-org`; any entry of the quarantine keeps them, for its redrive.
   */
  readonly allowedOrgs?: Iterable<number> | undefined
}

/** Gives a body its right answer: a fact, a repetition, or an entry of the quarantine. The body is copied at once. */
export const ingestBody = async (
  context: IngestContext,
  given: string | Uint8Array,
  ingestOptions?: IngestOptions,
): Answer<Receipt> => {
  const receipt = await ingestGiven(context, given, ingestOptions)
  if (receipt._tag === 'Left') logFailure(context.logger, 'ingest-failed', receipt.left)
  else announceQuarantined(context, receipt.right)
  return receipt
}

const ingestGiven = async (
  context: IngestContext,
  given: string | Uint8Array,
  ingestOptions: IngestOptions | undefined,
): Answer<Receipt> => {
  const body = bodyBytes(given)
  if (body._tag === 'Left') return body
  const read = readOptions('options', ingestOptions)
  if (read._tag === 'Left') return read
  return ingestClassified(context, classify(context, body.right, read.right.allowedOrgs))
}

const readOptions = options({ allowedOrgs: organisationsArgument })

const ingestClassified = async (context: IngestContext, classified: Classified): Answer<Receipt> => {
  if (classified._tag !== 'Delivery') return quarantineBody(context, classified)
  const answer = await recordEvent(context, classified)
  if (answer._tag === 'Right')
    return answer.right._tag === 'Mismatch' ? quarantineDelivery(context, classified, 'mismatch') : right(answer.right)
  if (!isOfOneBody(answer.left)) return answer
  logFailure(context.logger, 'unstorable', answer.left)
  return quarantineDelivery(context, classified, 'unstorable')
}

/** Tells listeners of a body that is quarantined, once however often it comes. */
export const announceQuarantined = (context: IngestContext, receipt: Receipt): void => {
  if (receipt._tag === 'Quarantined' && receipt.again !== true) context.onQuarantined(receipt)
}
