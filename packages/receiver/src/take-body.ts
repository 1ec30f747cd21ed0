import type { Receipt } from '@partner-ledger/core'

import type { Sender } from './authenticate.js'
import type { BodySource } from './body-source.js'
import type { Settings } from './options.js'
import { notStored, type Reply, refused, tryAgain } from './reply.js'
import { readBody } from './read-body.js'
import type { RequestHead, RequestHeaders } from './request-head.js'

/** What the head says that the body cannot be, before any of it is read. Its content type is not asked: bytes are kept. */
export const checkHead = ({ headers }: RequestHead, { maxBytes }: Settings): Reply | undefined => {
  const encoding = headers.get('content-encoding')
  // Nothing is decompressed: a small body that grows without end would be taken whole before it is known.
  if (encoding !== null && !/^\s*(identity)?\s*$/i.test(encoding)) return { reply: 'UnsupportedEncoding' }
  return (announcedLength(headers) ?? 0) > maxBytes ? refused(maxBytes) : undefined
}

/** Reads the body and hands it to the ledger. What is answered with 200 is in the log by then. It never rejects. */
export const takeBody = async (
  { ledger, maxBytes, deadlineMs }: Settings,
  { headers }: RequestHead,
  flow: BodySource,
  { orgs }: Sender,
): Promise<Reply> => {
  const body = await readBody(flow, { maxBytes, deadlineMs, announced: announcedLength(headers) })
  if (body._tag === 'too-large') return refused(maxBytes)
  if (body._tag !== 'whole') return tryAgain(body._tag)
  try {
    const answer = await ledger.ingest(body.bytes, orgs === undefined ? {} : { allowedOrgs: orgs })
    return answer._tag === 'Left' ? notStored(answer.left._tag) : replyOf(answer.right)
  } catch {
    // A ledger answers and never rejects; what somebody put around one may.
    return notStored('OutcomeUnknown')
  }
}

const announcedLength = (headers: RequestHeaders): number | undefined => {
  const length = headers.get('content-length')
  return length === null || !/^\d{1,15}$/.test(length) ? undefined : Number(length)
}

/** The receipt without what it holds of the payload. */
const replyOf = (receipt: Receipt): Reply => {
  switch (receipt._tag) {
    case 'Recorded':
    case 'Duplicate':
      return { reply: receipt._tag }
    case 'Quarantined':
      return { reply: 'Quarantined', reason: receipt.reason }
    case 'Ignored':
      return { reply: 'Ignored', reason: receipt.reason }
    case 'Refused':
      return refused(receipt.maxBytes)
  }
}
