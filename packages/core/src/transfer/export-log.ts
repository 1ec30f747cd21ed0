import { namedHeads, readTenantHeads } from '../ledger/log/organisations.js'
import { orThrow } from '../ledger/or-throw.js'
import type { Position, Tenant } from '../store/event.js'
import type { EventStore } from '../store/event-store.js'
import { LedgerError } from '../failure/ledger-error.js'
import { lineText } from './log-line.js'
import type { MovedParts } from './moved.js'
import { streamProofs } from './proof.js'
import { readMoved } from './read-moved.js'
import { exportArguments, withStore } from './transfer-arguments.js'

/** How far an export has come: the last position of the tenant that was written, or 0. */
export interface ExportProgress {
  readonly tenant: Tenant
  readonly position: Position
  readonly head: Position
}

/** What of a log is exported, and when the export ends early. */
export interface ExportOptions {
  /** The tenants to export: organisations by their id as a text, and `quarantine`; all of them by default. */
  readonly tenants?: readonly Tenant[] | undefined
  /** Whether personal parts are exported; they are by default. */
  readonly personal?: boolean | undefined
  /** Whether the deliveries as received are exported; they are by default. */
  readonly bodies?: boolean | undefined
  /** Where to go on, by tenant: only records after these positions. */
  readonly after?: Readonly<Record<Tenant, Position>> | undefined
  /** Ends the work between two records; what was written is an export that is cut off. */
  readonly signal?: AbortSignal | undefined
  /** Is called after every 1,000 records, and at the end of each tenant. */
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined
}

/**
 * The log as lines of NDJSON, each with its line end, as it is now: what is recorded meanwhile is left to the next
 * export. Throws a `LedgerError` where the store fails, or an argument is wrong.
 */
export async function* exportLog(store: EventStore, options: ExportOptions = {}): AsyncGenerator<string> {
  const read = withStore('store', store, exportArguments, options)
  if (read._tag === 'Left') throw new LedgerError(read.left)
  const { tenants, personal = true, bodies = true, after = {}, signal } = read.right
  const onProgress: (progress: ExportProgress) => void = read.right.onProgress ?? (() => {})
  const heads = await orThrow(readTenantHeads(store))
  yield lineText({ kind: 'header', epoch: heads.epoch, personal, bodies })
  for (const { tenant, head } of namedHeads(heads, tenants)) {
    const span = { tenant, after: after[tenant] ?? 0, upTo: head }
    for await (const { position, text } of eventLines(store, span, { personal, bodies })) {
      if (signal?.aborted === true) return
      yield text
      if (position !== undefined) onProgress({ tenant, position, head })
    }
    let events = 0
    for await (const proof of streamProofs(store, tenant, head, { personal, bodies })) {
      if (signal?.aborted === true) return
      const { version } = await orThrow(proof)
      yield lineText({ kind: 'proof', tenant, proof: await orThrow(proof) })
      events += version
    }
    yield lineText({ kind: 'tenant', tenant, events, head })
    onProgress({ tenant, position: head, head })
  }
  yield lineText({ kind: 'end' })
}

interface TenantSpan {
  readonly tenant: Tenant
  readonly after: Position
  readonly upTo: Position
}

/** The lines of a tenant's records; every thousandth has its position with it. */
async function* eventLines(
  store: EventStore,
  { tenant, ...span }: TenantSpan,
  parts: MovedParts,
): AsyncGenerator<{ readonly text: string; readonly position?: Position }> {
  let count = 0
  for await (const read of readMoved(store, tenant, span, parts)) {
    const moved = await orThrow(read)
    const text = lineText({ kind: 'event', tenant, moved })
    count += 1
    yield count % 1000 === 0 ? { text, position: moved.position } : { text }
  }
}
