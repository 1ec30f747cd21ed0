import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Door } from './door.js'
import { bodyFault, judge, type Verdict } from './judge.js'
import { keepApart } from './keep-apart.js'
import { keepMismatch } from './keep-mismatch.js'
import type { Receipt } from './receipt.js'
import { recordEvent } from './record-events.js'
import { senderOrgsFault } from './sender-orgs.js'

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
  door: Door,
  body: string | Uint8Array,
  { allowedOrgs }: IngestOptions = {},
): Answer<Receipt> => {
  const fault = bodyFault(body) ?? senderOrgsFault(allowedOrgs)
  if (fault !== undefined) return left(fault)
  const receipt = await ingestVerdict(door, judge(door, body, allowedOrgs))
  if (receipt._tag === 'Right') tellKept(door, receipt.right)
  return receipt
}

const ingestVerdict = async (door: Door, verdict: Verdict): Answer<Receipt> => {
  if (verdict._tag !== 'Delivery') return keepApart(door, verdict)
  const answer = await recordEvent(door, verdict)
  if (answer._tag === 'Left') return answer
  return answer.right._tag === 'Mismatch' ? keepMismatch(door, verdict) : right(answer.right)
}

/** Tells of a body that is kept apart, once however often it comes. */
export const tellKept = (door: Door, receipt: Receipt): void => {
  if (receipt._tag === 'Quarantined' && receipt.again !== true) door.kept(receipt)
}
