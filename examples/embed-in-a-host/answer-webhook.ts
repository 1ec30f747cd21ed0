import { isLedgerError, type Ledger, orThrow, type Receipt } from '@partner-ledger/core'

/** What the host answers to the vendor. */
export interface HttpAnswer {
  readonly status: 200 | 413 | 429
  readonly text: string
}

/** One webhook request, from its body to its answer. The vendor repeats a body after 429, and drops it after a 400. */
export const answerWebhook = async (ledger: Ledger, body: string): Promise<HttpAnswer> => {
  try {
    return answerTo(await orThrow(ledger.ingest(body)))
  } catch (error) {
    if (!isLedgerError(error)) throw error
    return { status: 429, text: error.message }
  }
}

const answerTo = (receipt: Receipt): HttpAnswer => {
  switch (receipt._tag) {
    case 'Recorded':
      return { status: 200, text: `Recorded as version ${receipt.version} of the membership` }
    case 'Duplicate':
      return { status: 200, text: `Duplicate of version ${receipt.version}` }
    case 'Quarantined':
      return { status: 200, text: `Quarantined: ${receipt.reason}` }
    case 'Ignored':
      return { status: 200, text: `Ignored: ${receipt.reason}` }
    case 'Refused':
      return { status: 413, text: `Refused: over ${receipt.maxBytes} bytes` }
  }
}
