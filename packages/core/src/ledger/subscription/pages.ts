import type { RecordedEvent } from '../../store/event.js'
import { commitItems } from './commit.js'
import { commits, deliver } from './deliver.js'
import type { PendingDelivery } from './item.js'
import { withRetry } from './with-retry.js'
import { saveCheckpoint, type TenantCheckpoint } from './tenant-checkpoint.js'
import type { ChangeReader } from '../change/change-of.js'
import { deliveryOf } from './read-delivery.js'
import type { ReadState } from './reading.js'
import { serveRedeliveries } from './redeliver.js'
import type { LeasedRun } from './leased-run.js'
import type { RunEnd } from './work.js'

/** What became of one page: why the run ends, or whether there is more to read. */
export type PageEnd = RunEnd | { readonly _tag: 'read'; readonly more: boolean }

/** Reads one page of the organisation's log and hands it over. The next one is read when this one is handled. */
export const handlePage = async (run: LeasedRun, reading: ReadState, place: TenantCheckpoint): Promise<PageEnd> => {
  const { events, settings, time, condition } = run.work
  const limit = Math.max(smallestPage, settings.batch)
  const page = await withRetry(run, () => events.readAll(place.tenant, place.position, limit))
  if (page._tag === 'Left') return page.left
  if (page.right.length > 0) {
    const isForgotten = await withRetry(run, () => reading.forgets.catchUp(place.tenant))
    if (isForgotten._tag === 'Left') return isForgotten.left
    if (page.right.length === limit) condition.state = 'catching-up'
    const reader: ChangeReader = { events, known: reading.known, isForgotten: isForgotten.right }
    const end = await handleRecords(run, reading, reader, place, page.right)
    condition.handled.set(place.tenant, place.position)
    if (end !== undefined) return end
    await time.sleep(0, run.awake)
  }
  const more = page.right.length === limit
  const end = more && place.unkept < settings.batch ? undefined : await saveCheckpoint(run, place)
  return end ?? { _tag: 'read', more }
}

/** Enough to make a call cheap, few enough to hold. */
const smallestPage = 500

const handleRecords = async (
  run: LeasedRun,
  reading: ReadState,
  reader: ChangeReader,
  place: TenantCheckpoint,
  records: readonly RecordedEvent[],
): Promise<RunEnd | undefined> => {
  const { settings } = run.work
  const { handle } = settings
  const batch: PendingDelivery[] = []
  for (const record of records) {
    if (batch.length === 0 && run.work.redeliveries.length > 0) await serveRedeliveries(run, reading)
    const kept = run.lease.keep()
    const end = run.ending() ?? (kept === undefined ? undefined : ((await kept) ?? run.ending()))
    if (end !== undefined) return end
    const asked = withRetry(run, () => deliveryOf(reader, place.tenant, record, place.replayUntil))
    const read = '_tag' in asked ? asked : await asked
    if (read._tag === 'Left') return read.left
    const delivery = read.right
    if (commits(handle)) {
      if (delivery !== undefined) batch.push({ record, delivery })
      if (batch.length < settings.batch && record !== records.at(-1)) continue
      const ended = await commitItems(run, place, handle, batch.splice(0))
      if (ended !== undefined) return ended
    } else if (delivery !== undefined) {
      const handling = deliver(run, place, handle, { record, delivery })
      const ended = handling === undefined ? undefined : await handling
      if (ended !== undefined) return ended
    }
    place.position = record.position
    place.unkept += 1
    run.work.condition.handled.set(place.tenant, place.position)
    if (place.unkept >= settings.batch) {
      const ended = await saveCheckpoint(run, place)
      if (ended !== undefined) return ended
    }
  }
  return undefined
}
