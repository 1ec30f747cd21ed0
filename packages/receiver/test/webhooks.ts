import { createLedger, type Ledger, type LedgerOptions, type LogEntry, type Receipt } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'

import type { WebhookHandlerOptions } from '../src/options.js'
import { staticHeaders } from '../src/static-headers.js'
import { webhookHandler, type WebhookHandler } from '../src/webhook-handler.js'

/** What the platform is known by in these tests. */
export const key = 'a-value-of-these-tests'

/** A Linked of this number; what is stated beside it lies at the root. */
export const delivery = (id: number, root: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    eventName: 'partnerProgramLinked',
    eventId: `e-${id}`,
    orgId: 50191,
    createdAt: Date.UTC(2024, 0, 1) + id,
    ...root,
    data: {
      customerIdentifiers: { customerId: 1_000_000 + (id % 500), instore: { email: `member${id}@example.com` } },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      customerPartnerProgramDetails: { partnerTierNumber: 1 },
    },
  })

/** A request of the platform, unless told otherwise. */
export const webhook = (
  body: RequestInit['body'],
  init: Omit<RequestInit, 'headers'> & {
    readonly path?: string
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): Request =>
  new Request(`http://localhost${init.path ?? '/webhooks'}`, {
    method: 'POST',
    body,
    duplex: 'half',
    ...init,
    headers: { 'x-webhook-key': key, ...init.headers },
  } as RequestInit)

/** A body of these pieces; without an end where it is told so. */
export const streamed = (
  pieces: readonly Uint8Array[],
  ending: 'ends' | 'stalls' | 'breaks' = 'ends',
): ReadableStream =>
  new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece)
      if (ending === 'ends') controller.close()
      if (ending === 'breaks') controller.error(new Error('the connection is gone'))
    },
  })

export interface Receiving {
  readonly handler: WebhookHandler
  readonly ledger: Ledger
  readonly log: readonly LogEntry[]
}

/** A handler over a ledger in memory, and what it said to the log. */
export const receiving = (
  options: Partial<WebhookHandlerOptions> = {},
  ledgerOptions: Partial<LedgerOptions> = {},
): Receiving => {
  const log: LogEntry[] = []
  const ledger = createLedger({ store: memoryStore(), ...ledgerOptions })
  const authenticate = staticHeaders({ 'x-webhook-key': [key] })
  const handler = webhookHandler({ ledger, authenticate, logger: (entry) => log.push(entry), ...options })
  return { handler, ledger, log }
}

/** Status and body of an answer. */
export const said = async (answer: Response | Promise<Response>): Promise<readonly [number, unknown]> => {
  const given = await answer
  return [given.status, await given.json()]
}

/** A ledger whose every ingest waits until it is let go. */
export const heldLedger = (): { readonly ledger: Pick<Ledger, 'ingest'>; readonly held: (() => void)[] } => {
  const held: (() => void)[] = []
  const recorded = { _tag: 'Ignored', reason: 'unknown-event' } satisfies Receipt
  const ingest: Ledger['ingest'] = () =>
    new Promise((resolve) => held.push(() => resolve({ _tag: 'Right', right: recorded })))
  return { ledger: { ingest }, held }
}

/** Resolves once this holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
