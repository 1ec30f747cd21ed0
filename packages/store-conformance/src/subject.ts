import type { CheckpointPlace, EventStore, Position, StreamName, Tenant, Version } from '@partner-ledger/core/store'

/** What `appended` means: kept in memory only, on a disk, or on the disks of most of a cluster. */
export type Durability = 'none' | 'disk' | 'quorum'

/** A store as it is described to the kit. Only `name`, `durability`, `open` and the reasons of `declines` are required. */
export interface Subject {
  readonly name: string
  readonly durability: Durability
  /** Whether a server is at the other end of a network. Such a store cannot decline what a network does to it. */
  readonly networked?: boolean | undefined
  /** The time within which its handles answer every call, in ms: 30,000 by default. Open them with a short one. */
  readonly answerWithinMs?: number | undefined
  /** A new and empty store. The kit opens one for each check, unless the store offers `empty`. */
  open(): Promise<StoreUnderTest>
  /** Why a capability is not offered. The reasons are printed; a capability without one is a failing check. */
  readonly declines?: Partial<Record<Capability, string | undefined>> | undefined
}

/** One store, and what can be done to it. The capabilities are optional: each is offered, or declined with a reason. */
export interface StoreUnderTest extends Partial<Capabilities> {
  /** Another handle on this same store: what a second process would open. The kit closes it. */
  handle(): Promise<EventStore>
  /** Removes the store. Every handle is closed by then. */
  dispose(): Promise<void>
  /** Removes all that is stored, for where a new store takes long to make. Every handle is closed by then. */
  empty?(): Promise<void>
  /** Removes the bytes of what was forgotten, where the engine leaves them until then. Absent: `forget` leaves none. */
  tidy?(): Promise<void>
  /** How many faults the store finds when it looks through all that is stored. Every handle is closed by then. */
  findings?(): Promise<number>
}

/** What a subject may offer beyond handles. No handle of the kit is open during `reopen`, `startWriter` and damage. */
export interface Capabilities {
  /** Makes the next `handle()` start from what outlived the closing of the last one. */
  reopen(): Promise<void>
  /** Sets the clock of every handle, ms since epoch; it then stands still. */
  setClock(now: number): void
  /**
   * The durability that is in force for the appends of the open handles, as the engine states it: ask on the store's own
   * connections, each of them, and not on one that the test makes.
   */
  durabilityInForce(): Promise<Durability>
  /** Everything that is stored, in every file and log, and in a backup that is made now: not compressed, not encrypted. */
  bytesAtRest(): Promise<readonly Uint8Array[]>
  /** Starts a writer in a process of its own, which can be killed. See `forkWriter`. */
  startWriter(job: WriterJob): Promise<Writer>
  /** Changes what is stored behind the back of the store. */
  damage(kind: Damage, event: EventPlace): Promise<void>
  /** Changes the row of this stream in the index, or the index's mark of the log, behind the back of the store. */
  damageIndex(kind: IndexDamage, tenant: Tenant, stream: StreamName): Promise<void>
  /** Changes a checkpoint behind the back of the store. */
  damageCheckpoint(kind: CheckpointDamage, place: CheckpointPlace): Promise<void>
  /** Leaves no room: every append is StoreFull until the room is given back. */
  fillUp(): Promise<Repair>
  /** Takes the right to write: every append is ReadOnly until it is given back. */
  forbidWrites(): Promise<Repair>
  /** Keeps every append from being answered in time: Unavailable until it is repaired. */
  block(): Promise<Repair>
  /** Loses the answer of every append, stored or not: OutcomeUnknown until it is repaired. */
  loseAnswers(): Promise<Repair>
  /** Takes away what waiting does not bring back, as a schema or a right: every call is Misconfigured until it is repaired. */
  misconfigure(): Promise<Repair>
  /** A handle that shares no memory with the others, as one of another process. */
  anotherProcess(): Promise<AnotherProcess>
  /** Cuts every connection of the open handles, idle or at work; new ones can be made at once. */
  dropConnections(): Promise<void>
  /** Makes the server take everything and answer nothing, as a stopped process does; repaired, it goes on with what it took. */
  hang(): Promise<Repair>
  /** Takes every connection that a handle may have. */
  fillPool(): Promise<Repair>
  /** Makes the server refuse writes, as it does for the seconds of a failover: every append is Unavailable until it is repaired. */
  turnReadOnly(): Promise<Repair>
  /** Keeps commits from reaching their quorum until it is repaired. */
  loseQuorum(): Promise<Repair>
}

/** The name of what a subject can do beyond the port. */
export type Capability = keyof Capabilities

/** What only a network does to a store. */
export const networkCapabilities = [
  'dropConnections',
  'hang',
  'fillPool',
  'turnReadOnly',
] as const satisfies readonly Capability[]

/** Every capability that a subject offers or declines. */
export const capabilities = [
  'reopen',
  'setClock',
  'durabilityInForce',
  'bytesAtRest',
  'startWriter',
  'damage',
  'damageIndex',
  'damageCheckpoint',
  'fillUp',
  'forbidWrites',
  'block',
  'loseAnswers',
  'misconfigure',
  'anotherProcess',
  ...networkCapabilities,
  'loseQuorum',
] as const satisfies readonly Capability[]

/** Why the subject does not offer each capability that it does not: its own reasons, and those that it need not state. */
export const declinesOf = ({ networked, durability, declines = {} }: Subject): Declines => ({
  ...(networked === true
    ? {}
    : Object.fromEntries(networkCapabilities.map((name) => [name, 'no network is in between']))),
  ...(durability === 'quorum' ? {} : { loseQuorum: `its durability is ${durability}: no quorum is asked for` }),
  ...Object.fromEntries(Object.entries(declines).filter(([, reason]) => reason !== undefined)),
})

/** Reasons by capability. */
type Declines = Readonly<Partial<Record<Capability, string>>>

/** The store as another process has it, and the time after an append of it within which a handle is woken, in ms. */
export interface AnotherProcess {
  readonly store: EventStore
  readonly wakeWithinMs: number
}

/** Undoes the fault it was given for. */
export type Repair = () => Promise<void>

/** Flip: one bit of that part changes. Drop: that part of the event is deleted; `drop-event` deletes all of it. */
export type Damage = 'flip-facts' | 'flip-personal' | 'flip-body' | 'drop-event' | 'drop-personal' | 'drop-body'

/** Flip: a value of the row changes. Drop: the row is deleted. Move: the mark of the log is that of a later event. */
export type IndexDamage = 'flip-row' | 'drop-row' | 'move-mark'

/** Flip: the position changes. Drop: the checkpoint is deleted. */
export type CheckpointDamage = 'flip-checkpoint' | 'drop-checkpoint'

/** Where an event is stored. */
export interface EventPlace {
  readonly tenant: Tenant
  readonly stream: StreamName
  readonly version: Version
  readonly position: Position
}

/** What a writer appends to, one event a call: ids are the prefix and 1, 2, 3. */
export interface WriterJob {
  readonly tenant: Tenant
  readonly stream: StreamName
  readonly prefix: string
}

/** A process that writes until it is killed. */
export interface Writer {
  /** The ids whose append was answered, in order. */
  acknowledged(): readonly string[]
  /** Ends the process as `kill -9` does, and resolves when it is gone. */
  kill(): Promise<void>
}
