import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Door } from './door.js'
import { bodyFault, judge } from './judge.js'
import { keepApart } from './keep-apart.js'
import { keepMismatch } from './keep-mismatch.js'
import type { Receipt } from './receipt.js'
import { recordEvent } from './record-events.js'

/** Gives a body its right answer: a fact, a repetition, or an entry of the quarantine. */
export const ingestBody = async (door: Door, body: string | Uint8Array): Answer<Receipt> => {
  const fault = bodyFault(body)
  if (fault !== undefined) return left(fault)
  const verdict = judge(door, body)
  if (verdict._tag !== 'Delivery') return keepApart(door, verdict)
  const answer = await recordEvent(door, verdict)
  if (answer._tag === 'Left') return answer
  return answer.right._tag === 'Mismatch' ? keepMismatch(door, verdict) : right(answer.right)
}
