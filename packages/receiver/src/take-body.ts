import type { Receipt } from '@partner-ledger/core'

import type { Sender } from './authenticate.js'
import type { BodySource } from './body-source.js'
import { valuesOf } from './header-values.js'
import type { Settings } from './options.js'
import { notStored, type Reply, refused, tryAgain } from './reply.js'
import { readBody } from './read-body.js'
import type { RequestHead, RequestHeaders } from './request-head.js'

/**
 * Refuses a request whose head announces too long a body, before any of it is read. Content type and content encoding
 * decide nothing: the bytes go to the ledger as they are, and nothing is decompressed.
 */
export const checkHead = ({ headers }: RequestHead, { maxBytes }: Settings): Reply | undefined =>
  (announcedLength(headers) ?? 0) > maxBytes ? refused(maxBytes) : undefined

/** Reads the body and hands it to the ledger. If the answer is 200, the body is in the log. It never rejects. */
export const takeBody = async (
  { ledger, maxBytes, deadlineMs }: Settings,
  { headers }: RequestHead,
  source: BodySource,
  { orgs }: Sender,
): Promise<Reply> => {
  const body = await readBody(source, { maxBytes, deadlineMs, announced: announcedLength(headers) })
  if (body._tag === 'too-large') return refused(maxBytes)
  if (body._tag !== 'whole') return tryAgain(body._tag)
  try {
    const outcome = await ledger.ingest(body.bytes, orgs === undefined ? {} : { allowedOrgs: orgs })
    return outcome._tag === 'Left' ? notStored(outcome.left._tag) : replyOf(outcome.right)
  } catch {
    // A ledger never rejects; a wrapper of the host's may.
    return notStored('OutcomeUnknown')
  }
}

/** Any number of digits counts: the longest are beyond every limit, not without a meaning. */
const announcedLength = (headers: RequestHeaders): number | undefined => {
  const length = valuesOf(headers.get('content-length') ?? '').find((value) => /^\d+$/.test(value))
  return length === undefined ? undefined : Number(length)
}

/** The receipt without its values of the payload. */
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
