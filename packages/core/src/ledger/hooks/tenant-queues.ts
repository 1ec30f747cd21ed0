import type { Position } from '../../store/event.js'
import { captureContext, type InContext } from '../async-context.js'
import { afterReceipts } from './after-receipts.js'

/** Something recorded, and how its listeners are called. What `announce` returns never rejects. */
export interface Announcement {
  readonly position: Position
  readonly announce: () => void | Promise<void>
}

/** One queue of announcements for each organisation: after the receipts, and in the order of positions. */
export interface TenantQueues {
  /**
   * An append to this organisation starts; what is returned ends it, with what it added to the log. The announcements are
   * made in the async context of that second call.
   */
  begin(orgId: number): (announcements: readonly Announcement[]) => void
  /** Resolves when no announcement waits that can be made. */
  settled(): Promise<void>
}

/** Appends may resolve out of order; `waitFor` is the last one that may have an earlier position. */
interface Waiting {
  readonly announcement: Announcement
  readonly waitFor: number
  readonly round: number
  readonly inContext: InContext
}

interface TenantQueue {
  /** Numbers of the appends that have not ended. */
  readonly pending: Set<number>
  readonly waiting: Waiting[]
  /** Receipts of earlier rounds have reached their callers. */
  round: number
  draining: Promise<void> | undefined
}

/** Announcements that wait for slow reads. Beyond it the older half is dropped. */
const longestQueue = 10_000

/** `onDropped` gets the positions between which nothing of the organisation is announced. */
export const tenantQueues = (onDropped: (orgId: number, from: Position, to: Position) => void): TenantQueues => {
  const queues = new Map<number, TenantQueue>()
  let appends = 0

  const queueOf = (orgId: number): TenantQueue => {
    const queue = queues.get(orgId) ?? { pending: new Set(), waiting: [], round: 0, draining: undefined }
    queues.set(orgId, queue)
    return queue
  }

  const enqueue = (
    orgId: number,
    { waiting, round }: TenantQueue,
    announcement: Announcement,
    inContext: InContext,
  ): void => {
    const index = waiting.findLastIndex((other) => other.announcement.position < announcement.position) + 1
    waiting.splice(index, 0, { announcement, waitFor: appends, round, inContext })
    if (waiting.length <= longestQueue) return
    const positions = waiting.splice(0, longestQueue / 2).map((one) => one.announcement.position)
    onDropped(orgId, positions[0] ?? 0, positions.at(-1) ?? 0)
  }

  return {
    begin: (orgId) => {
      const queue = queueOf(orgId)
      appends += 1
      const append = appends
      queue.pending.add(append)
      return (announcements) => {
        queue.pending.delete(append)
        if (announcements.length > 0) {
          const inContext = captureContext()
          for (const one of announcements) enqueue(orgId, queue, one, inContext)
        }
        if (nextOf(queue) !== undefined) queue.draining ??= drain(queue)
      }
    },
    settled: async () => {
      const draining = (): readonly Promise<void>[] => [...queues.values()].flatMap((queue) => queue.draining ?? [])
      while (draining().length > 0) await Promise.all(draining())
    },
  }
}

/** What can be announced now, or after the receipts of this round. */
const nextOf = ({ waiting, pending }: TenantQueue): Waiting | undefined => {
  const [next] = waiting
  const [oldest = Infinity] = pending
  return next !== undefined && next.waitFor < oldest ? next : undefined
}

const drain = async (queue: TenantQueue): Promise<void> => {
  for (let next = nextOf(queue); next !== undefined; next = nextOf(queue)) {
    if (next.round < queue.round) {
      queue.waiting.shift()
      await next.inContext(next.announcement.announce)
    } else {
      await afterReceipts()
      queue.round += 1
    }
  }
  queue.draining = undefined
}
