import type { Tenant } from '../../store/event.js'
import { transitionNames } from '../../membership/transitions.js'
import { type Change, readChange } from './change.js'
import { neverRejecting } from '../gate.js'
import { afterReceipts, type HookName, type Hooks } from './hooks.js'
import type { Reader } from '../read/read.js'
import type { Recorded } from '../ingest/receipt.js'
import { tenantOf } from '../stream-names.js'

/** Tells listeners of recorded facts: after their receipts, and in position order per tenant. */
export interface Announcer {
  /** An append to this organisation begins; what is answered ends it, with the facts that it added. */
  begin(orgId: number): (recorded: readonly Recorded[]) => void
  /** Resolves when everything recorded so far was told. */
  settled(): Promise<void>
}

/** Facts not yet told of one tenant. Appends may resolve out of order; `waitFor` is the last one that may come before. */
interface Lane {
  readonly underWay: Set<number>
  readonly waiting: { readonly recorded: Recorded; readonly waitFor: number }[]
  draining: Promise<void> | undefined
}

/** Facts that wait for slow reads. Beyond it the oldest are dropped, and `error` says which. */
const longestQueue = 10_000

export const announcer = (reader: Reader, hooks: Hooks): Announcer => {
  const lanes = new Map<Tenant, Lane>()
  let tickets = 0

  const laneOf = (tenant: Tenant): Lane => {
    const known = lanes.get(tenant)
    if (known !== undefined) return known
    const lane: Lane = { underWay: new Set(), waiting: [], draining: undefined }
    lanes.set(tenant, lane)
    return lane
  }

  const enqueue = (lane: Lane, recorded: Recorded): void => {
    const { waiting } = lane
    const place = waiting.findLastIndex((other) => other.recorded.position < recorded.position) + 1
    waiting.splice(place, 0, { recorded, waitFor: tickets })
    if (waiting.length <= longestQueue) return
    const dropped = waiting.splice(0, waiting.length / 2)
    const from = dropped[0]?.recorded.position ?? 0
    hooks.emit('error', { _tag: 'HooksBehind', retryable: false, from, to: dropped.at(-1)?.recorded.position ?? from })
  }

  const drain = async (lane: Lane): Promise<void> => {
    await afterReceipts()
    for (;;) {
      const [next] = lane.waiting
      const [oldest = Infinity] = lane.underWay
      if (next === undefined || oldest <= next.waitFor) break
      lane.waiting.shift()
      await announce(reader, hooks, next.recorded)
    }
    lane.draining = undefined
  }

  return {
    begin: (orgId) => {
      const lane = laneOf(tenantOf(orgId))
      tickets += 1
      const ticket = tickets
      lane.underWay.add(ticket)
      return (recorded) => {
        lane.underWay.delete(ticket)
        if (hooks.hears(announced)) for (const one of recorded) enqueue(lane, one)
        if (lane.waiting.length > 0) lane.draining ??= drain(lane)
      }
    },
    settled: async () => {
      await Promise.all([...lanes.values()].flatMap(({ draining }) => draining ?? []))
      await hooks.settled()
    },
  }
}

const announced: readonly HookName[] = ['recorded', ...transitionNames]

const announce = async (reader: Reader, hooks: Hooks, recorded: Recorded): Promise<void> => {
  hooks.emit('recorded', recorded)
  if (!hooks.hears(transitionNames)) return
  const change = await neverRejecting(() => readChange(reader, recorded.key, recorded.version))
  if (change._tag === 'Left')
    hooks.emit('error', { _tag: 'ChangeUnread', retryable: false, position: recorded.position, error: change.left })
  else tell(hooks, change.right)
}

const tell = (hooks: Hooks, change: Change): void => {
  for (const transition of change.transitions) hooks.emit(transition, change)
}
