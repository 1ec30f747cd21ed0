import type {
  CheckpointStore,
  Facts,
  MembershipIndex,
  Position,
  RecordedEvent,
  StreamName,
  Tenant,
  Version,
} from '@partner-ledger/core/store'
import { memoryCheckpoints, memoryIndex } from '@partner-ledger/core/store'

/** The events of every tenant, shared by all the stores that are opened on it. It lives as long as something holds it. */
export interface MemoryLog {
  readonly epoch: string
  readonly tenants: Map<Tenant, TenantLog>
  /** Who wants to hear of appends, by tenant. */
  readonly wakes: Map<Tenant, Set<() => void>>
  /** Memberships as they are now, derived from the log by the ledgers that read them. */
  readonly index: MembershipIndex
  /** How far the readers of the log have come. */
  readonly checkpoints: CheckpointStore
}

/** One tenant: entries by position (the first is 1), and the same entries again by stream. */
export interface TenantLog {
  readonly entries: Entry[]
  readonly streams: Map<StreamName, StreamLog>
  /** The `recordedAt` of the last event. */
  recordedAt: number
}

/** One stream: entries by version (the first is 1), and the same entries again by id where there are many. */
export interface StreamLog {
  readonly entries: Entry[]
  /** `undefined`: so few that they are looked through, as those of most memberships are. */
  ids: Map<string, Entry> | undefined
}

/** A recorded event in one piece. Only `forget` changes it: it takes `personal` and `body`, and sets `forgotten`. */
export interface Entry {
  readonly stream: StreamName
  readonly version: Version
  readonly position: Position
  readonly recordedAt: number
  readonly id: string
  readonly type: string
  readonly occurredAt: number
  readonly schema: number
  readonly facts: Facts
  personal: Facts | undefined
  body: Uint8Array | undefined
  forgotten: boolean
}

/** An empty log with an epoch of its own. */
export const memoryLog = (): MemoryLog => ({
  epoch: crypto.randomUUID(),
  tenants: new Map(),
  wakes: new Map(),
  index: memoryIndex(),
  checkpoints: memoryCheckpoints(),
})

/** The entry as a reader sees it: an object of the reader's own, so nothing that is done to it reaches the log. */
export const recordedEvent = (entry: Entry): RecordedEvent => {
  const event: { -readonly [K in keyof RecordedEvent]: RecordedEvent[K] } = {
    stream: entry.stream,
    version: entry.version,
    position: entry.position,
    recordedAt: entry.recordedAt,
    id: entry.id,
    type: entry.type,
    occurredAt: entry.occurredAt,
    schema: entry.schema,
    facts: { ...entry.facts },
  }
  if (entry.personal !== undefined) event.personal = { ...entry.personal }
  if (entry.forgotten) event.forgotten = true
  return event
}

/** Takes the personal parts for good; everything else stays. */
export const forgetPersonal = (entry: Entry): void => {
  entry.personal = undefined
  entry.body = undefined
  entry.forgotten = true
}
