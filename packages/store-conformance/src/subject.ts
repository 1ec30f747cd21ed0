import type { EventStore, Position, StreamName, Tenant, Version } from '@partner-ledger/core/store'

/** What `appended` means: kept in memory only, on a disk, or on the disks of most of a cluster. */
export type Durability = 'none' | 'disk' | 'quorum'

/** A store as the kit is told of it. Only `name`, `durability`, `open` and the reasons of `declines` are required. */
export interface Subject {
  readonly name: string
  readonly durability: Durability
  /** A new and empty store. It is asked for once a check. */
  open(): Promise<StoreUnderTest>
  /** Why a capability is not offered. The reasons are printed; a capability without one is a failing check. */
  readonly declines?: { readonly [K in Capability]?: string | undefined } | undefined
}

/** One store, and what can be done to it. The capabilities are optional: each is offered, or declined with a reason. */
export interface StoreUnderTest extends Partial<Capabilities> {
  /** Another handle on this same store: what a second process would open. The kit closes it. */
  handle(): Promise<EventStore>
  /** Removes the store. Every handle is closed by then. */
  dispose(): Promise<void>
}

/** What a subject may offer beyond handles. No handle of the kit is open during `reopen`, `startWriter` and `damage`. */
export interface Capabilities {
  /** Makes the next `handle()` start from what outlived the closing of the last one. */
  reopen(): Promise<void>
  /** Sets the clock of every handle, ms since epoch; it then stands still. */
  setClock(now: number): void
  /** The durability that the open store is really configured for, as the engine itself states it. */
  durabilityInForce(): Promise<Durability>
  /** Everything that is stored, in every file, log and copy: not compressed, not encrypted. */
  bytesAtRest(): Promise<readonly Uint8Array[]>
  /** Starts a writer in a process of its own, which can be killed. See `forkWriter`. */
  startWriter(job: WriterJob): Promise<Writer>
  /** Changes what is stored behind the back of the store. */
  damage(kind: Damage, event: EventPlace): Promise<void>
  /** Leaves no room: every append is StoreFull until the room is given back. */
  fillUp(): Promise<Repair>
  /** Takes the right to write: every append is ReadOnly until it is given back. */
  forbidWrites(): Promise<Repair>
  /** Keeps every append from being answered in time: Unavailable until it is repaired. */
  block(): Promise<Repair>
  /** Loses the answer of every append, stored or not: OutcomeUnknown until it is repaired. */
  loseAnswers(): Promise<Repair>
}

/** The name of what a subject can do beyond the port. */
export type Capability = keyof Capabilities

/** Every capability that a subject offers or declines. */
export const capabilities = [
  'reopen',
  'setClock',
  'durabilityInForce',
  'bytesAtRest',
  'startWriter',
  'damage',
  'fillUp',
  'forbidWrites',
  'block',
  'loseAnswers',
] as const satisfies readonly Capability[]

/** Undoes the fault it was given for. */
export type Repair = () => Promise<void>

/** Flip: one bit of that part changes. Drop: that part of the event is deleted; `drop-event` deletes all of it. */
export type Damage = 'flip-facts' | 'flip-personal' | 'flip-body' | 'drop-event' | 'drop-personal' | 'drop-body'

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
