import type { Issue } from '../../failure/undecodable-webhook.js'

/** Bytes of the issues that an entry keeps. */
const mostBytes = 512

/**
 * The issues as an entry keeps them: the first ones, in at most 512 bytes of JSON. Issues lie among the facts, which
 * `forget` leaves alone, so a key that only the payload has is shown as `*`.
 */
export const issuesText = (issues: readonly Issue[]): string => {
  const kept: Issue[] = []
  for (const { kind, path, expected } of issues) {
    kept.push({ kind, path: maskedPath(path), expected })
    if (Buffer.byteLength(JSON.stringify(kept)) <= mostBytes) continue
    kept.pop()
    break
  }
  return JSON.stringify(kept)
}

/** The issues in the facts of an entry; none where the text is not what was written. */
export const issuesIn = (text: unknown): readonly Issue[] => {
  try {
    const issues: unknown = JSON.parse(String(text))
    return Array.isArray(issues) ? (issues as Issue[]) : []
  } catch {
    return []
  }
}

const maskedPath = (path: string): string =>
  path
    .split('.')
    .map((key) => (knownKeys.has(key) || /^\d{1,4}$/.test(key) || key === '' ? key : '*'))
    .join('.')

/** Keys that the vendor's page documents. */
const knownKeys = new Set(
  `eventName eventType eventId orgId refId apiRequestId createdAt timeStamp actionType consumerGroupId eventLogId
  loyaltyEventId traceAttributes eventSearchKey attributes data entityInformation entityType entityId
  customerIdentifiers customerId firstName lastName loyaltyType instore id mobile email externalId cardnumber
  cardexternalid cardNumbers accounts accountId identifiers identifierType identifierValue loyaltyProgramId
  partnerProgramId partnerProgramName partnerProgramType customerPartnerProgramDetails partnerTierNumber
  partnerTierExpiryDate partnerTierExpiryDateInMillis membershipNumber membershipExpiryDate
  membershipExpiryDateInMillis updateType scheduledExpiryDate __proto__ constructor prototype`.split(/\s+/),
)
