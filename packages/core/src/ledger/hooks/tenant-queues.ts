import type { Position } from '../../store/event.js'
import { afterReceipts } from './after-receipts.js'

/** Something recorded, and how it is told. What `tell` answers never rejects. */
export interface Announcement {
  readonly position: Position
  readonly tell: () => void | Promise<void>
}

/** One line of news for each organisation: after the receipts, and in the order of positions. */
export interface TenantQueues {
  /** An append to this organisation begins; what is answered ends it, with what it added to the log. */
  begin(orgId: number): (news: readonly Announcement[]) => void
  /** Resolves when no news wait that can be told. */
  settled(): Promise<void>
}

/** Appends may resolve out of order; `waitFor` is the last one that may come before. */
interface Waiting {
  readonly news: Announcement
  readonly waitFor: number
  readonly round: number
}

interface Lane {
  readonly underWay: Set<number>
  readonly waiting: Waiting[]
  /** Receipts of earlier rounds have reached their callers. */
  round: number
  draining: Promise<void> | undefined
}

/** News that wait for slow reads. Beyond it the older half is dropped. */
const longestQueue = 10_000

/** `dropped` is told between which positions nothing of the organisation is told. */
export const tenantQueues = (dropped: (orgId: number, from: Position, to: Position) => void): TenantQueues => {
  const lanes = new Map<number, Lane>()
  let tickets = 0

  const laneOf = (orgId: number): Lane => {
    const lane = lanes.get(orgId) ?? { underWay: new Set(), waiting: [], round: 0, draining: undefined }
    lanes.set(orgId, lane)
    return lane
  }

  const enqueue = (orgId: number, { waiting, round }: Lane, news: Announcement): void => {
    const place = waiting.findLastIndex((other) => other.news.position < news.position) + 1
    waiting.splice(place, 0, { news, waitFor: tickets, round })
    if (waiting.length <= longestQueue) return
    const positions = waiting.splice(0, longestQueue / 2).map((one) => one.news.position)
    dropped(orgId, positions[0] ?? 0, positions.at(-1) ?? 0)
  }

  return {
    begin: (orgId) => {
      const lane = laneOf(orgId)
      tickets += 1
      const ticket = tickets
      lane.underWay.add(ticket)
      return (news) => {
        lane.underWay.delete(ticket)
        for (const one of news) enqueue(orgId, lane, one)
        if (nextOf(lane) !== undefined) lane.draining ??= drain(lane)
      }
    },
    settled: async () => {
      const draining = (): readonly Promise<void>[] => [...lanes.values()].flatMap((lane) => lane.draining ?? [])
      while (draining().length > 0) await Promise.all(draining())
    },
  }
}

/** What can be told now, or after the receipts of this round. */
const nextOf = ({ waiting, underWay }: Lane): Waiting | undefined => {
  const [next] = waiting
  const [oldest = Infinity] = underWay
  return next !== undefined && next.waitFor < oldest ? next : undefined
}

const drain = async (lane: Lane): Promise<void> => {
  for (let next = nextOf(lane); next !== undefined; next = nextOf(lane)) {
    if (next.round < lane.round) {
      lane.waiting.shift()
      await next.news.tell()
    } else {
      await afterReceipts()
      lane.round += 1
    }
  }
  lane.draining = undefined
}
