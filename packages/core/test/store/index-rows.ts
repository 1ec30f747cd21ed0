import type { IndexRow } from '@partner-ledger/core/store'

/** A row at this place that has nothing else to say. */
export const rowAt = (
  [loyaltyProgramId, partnerProgramId, customerId]: readonly [number, number, number],
  stated: Partial<IndexRow> = {},
): IndexRow => ({
  stream: `membership/${customerId}/${loyaltyProgramId}/${partnerProgramId}`,
  loyaltyProgramId,
  partnerProgramId,
  customerId,
  open: true,
  endUnknown: false,
  remindedNotRenewed: false,
  anomalies: [],
  state: '{}',
  ...stated,
})
