import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { IngestContext } from './ingest-context.js'
import { checkBody, classify, type Classified } from './classify.js'
import { quarantineBody } from './quarantine-body.js'
import { quarantineMismatch } from './quarantine-mismatch.js'
import type { Receipt } from './receipt.js'
import { recordEvent } from './record-events.js'
import { checkSenderOrgs } from '../quarantine/sender-orgs.js'

/** What the host knows of a body beside its bytes. */
export interface IngestOptions {
  /**
   * The organisations that its sender may speak for, 1,000 at the most; those that the ledger allows unless told. A body
   * of another one is quarantined as `foreign-org`; any entry of the quarantine keeps them, for its redrive.
   */
  readonly allowedOrgs?: ReadonlySet<number>
}

/** Gives a body its right answer: a fact, a repetition, or an entry of the quarantine. */
export const ingestBody = async (
  door: IngestContext,
  body: string | Uint8Array,
  { allowedOrgs }: IngestOptions = {},
): Answer<Receipt> => {
  const fault = checkBody(body) ?? checkSenderOrgs(allowedOrgs)
  if (fault !== undefined) return left(fault)
  const receipt = await ingestClassified(door, classify(door, body, allowedOrgs))
  if (receipt._tag === 'Right') tellKept(door, receipt.right)
  return receipt
}

const ingestClassified = async (door: IngestContext, verdict: Classified): Answer<Receipt> => {
  if (verdict._tag !== 'Delivery') return quarantineBody(door, verdict)
  const answer = await recordEvent(door, verdict)
  if (answer._tag === 'Left') return answer
  return answer.right._tag === 'Mismatch' ? quarantineMismatch(door, verdict) : right(answer.right)
}

/** Tells of a body that is kept apart, once however often it comes. */
export const tellKept = (door: IngestContext, receipt: Receipt): void => {
  if (receipt._tag === 'Quarantined' && receipt.again !== true) door.kept(receipt)
}
