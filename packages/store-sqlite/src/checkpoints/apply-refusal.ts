import { applyRefused, type ApplyRefusedReason, LedgerError } from '@partner-ledger/core/store'

/** The refusal of a projection's `apply`, to be thrown. */
export const applyRefusal = (reason: ApplyRefusedReason): LedgerError => new LedgerError(applyRefused(reason))
