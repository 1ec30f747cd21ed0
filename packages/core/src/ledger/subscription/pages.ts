import type { RecordedEvent } from '../../store/event.js'
import type { Page } from '../../store/page.js'
import { commitDeliveries } from './commit.js'
import { commits, deliver } from './deliver.js'
import type { LeasedRun } from './leased-run.js'
import { isSameLog, markAt } from '../log/log-mark.js'
import { type PendingDelivery, pendingDelivery } from './pending-delivery.js'
import { serveRedeliveries } from './redeliver.js'
import type { RunEnd } from './subscription-context.js'
import { rejoinLog, saveCheckpoint, type TenantCheckpoint } from './tenant-checkpoint.js'
import { withRetry } from './with-retry.js'

/** The result of one page: why the run ends, or whether there is more to read. */
export type PageEnd = RunEnd | { readonly _tag: 'read'; readonly more: boolean }

/** Reads one page of the organisation's log and hands it over. The next one is read when this one is handled. */
export const handlePage = async (run: LeasedRun, checkpoint: TenantCheckpoint): Promise<PageEnd> => {
  const { events, forgets, settings, time, state } = run.context
  const { tenant, mark } = checkpoint
  const limit = Math.max(smallestPage, settings.batch)
  const begun = forgets.watch.begin(tenant)
  const page = await withRetry(run, () => events.readAll(tenant, mark.position, limit))
  if (page._tag === 'Left') return page.left
  forgets.watch.isCurrent(tenant, begun, page.right)
  if (!isSameLog(mark, page.right)) return rejoin(run, checkpoint, page.right)
  const { events: records, more } = page.right
  if (records.length > 0) {
    if (more) state.phase = 'catching-up'
    const end = await handleRecords(run, checkpoint, records)
    state.handled.set(tenant, checkpoint.mark.position)
    if (end !== undefined) return end
    await time.sleep(0, run.pauseSignal)
  }
  const end = more && checkpoint.unsaved < settings.batch ? undefined : await saveCheckpoint(run, checkpoint)
  return end ?? { _tag: 'read', more }
}

/** Enough to make a call cheap, few enough to hold. */
const smallestPage = 500

/** The log went back, or was replaced: what is remembered of it counts no longer. */
const rejoin = async (run: LeasedRun, checkpoint: TenantCheckpoint, page: Page): Promise<PageEnd> => {
  const { tenant } = checkpoint
  const end = await rejoinLog(run, checkpoint, page)
  if (end !== undefined) return end
  run.context.forgets.watch.drop(tenant)
  run.context.state.handled.set(tenant, checkpoint.mark.position)
  return { _tag: 'read', more: true }
}

const handleRecords = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  records: readonly RecordedEvent[],
): Promise<RunEnd | undefined> => {
  const { settings, state, redeliveries } = run.context
  const { handle } = settings
  const batch: PendingDelivery[] = []
  for (const record of records) {
    if (batch.length === 0 && redeliveries.length > 0) await serveRedeliveries(run)
    const renewal = run.lease.renewIfDue()
    const end = run.ending() ?? (renewal === undefined ? undefined : ((await renewal) ?? run.ending()))
    if (end !== undefined) return end
    const making = pendingDelivery(run, checkpoint, record)
    const made = '_tag' in making ? making : await making
    if (made._tag === 'Left') return made.left
    const item = made.right
    if (commits(handle)) {
      if (item !== undefined) batch.push(item)
      if (batch.length < settings.batch && record !== records.at(-1)) continue
      const ended = await commitDeliveries(run, checkpoint, handle, batch.splice(0))
      if (ended !== undefined) return ended
    } else if (item !== undefined) {
      const handling = deliver(run, checkpoint, handle, item)
      const ended = handling === undefined ? undefined : await handling
      if (ended !== undefined) return ended
    }
    checkpoint.mark = markAt(checkpoint.mark.epoch, record)
    checkpoint.unsaved += 1
    state.handled.set(checkpoint.tenant, record.position)
    const isSuspect = item !== undefined && checkpoint.suspects > 0
    if (isSuspect) checkpoint.suspects -= 1
    if (checkpoint.unsaved >= settings.batch || isSuspect) {
      const ended = await saveCheckpoint(run, checkpoint)
      if (ended !== undefined) return ended
    }
  }
  return undefined
}
