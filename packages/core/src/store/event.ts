/** The vendor's orgId in the store's language: 1–200 bytes of text. `quarantine` is reserved for the ledger. */
export type Tenant = string

/** The name of a stream within its tenant: 1–200 bytes of text. */
export type StreamName = string

/** 1.. within a stream, without holes; 0 is the version of a stream that does not exist. */
export type Version = number

/** Grows along a tenant's log in commit order; holes are legal; 0 lies before the first event. */
export type Position = number

/** Flat and immutable: keys `[a-z][A-Za-z0-9]*` out of the caller's code, values text or safe whole numbers. */
export type Facts = Readonly<Record<string, string | number>>

/** An event to append. The three parts live apart: `forget` takes `personal` and `body`, never `facts`. */
export interface NewEvent {
  /** Unique within its stream, for ever: 1–1,024 bytes of text. */
  readonly id: string
  readonly type: string
  /** When it happened, ms since epoch. The log is never ordered by it. */
  readonly occurredAt: number
  /** The version of the shape of `facts`, 1... */
  readonly schema: number
  readonly facts: Facts
  readonly personal?: Facts
  /** The delivery as received. */
  readonly body?: Uint8Array
}

/** What the store gives back: the same values, without the body (ask `body` for it). */
export interface RecordedEvent {
  readonly stream: StreamName
  readonly version: Version
  readonly position: Position
  /** The store's clock in ms since epoch, raised to the tenant's last one: never decreases along positions. */
  readonly recordedAt: number
  readonly id: string
  readonly type: string
  readonly occurredAt: number
  readonly schema: number
  readonly facts: Facts
  /** Absent where none was given, and where it was forgotten. */
  readonly personal?: Facts
  /** Present after a `forget` of this event, whether or not it had anything to forget. */
  readonly forgotten?: true
}

/** One event for one stream: one webhook is one event. */
export interface Append {
  readonly stream: StreamName
  /** The version that the stream must stand at, or `any`. A known id is answered before this is looked at. */
  readonly expected: Version | 'any'
  readonly event: NewEvent
  /** For imports only: the recordedAt to keep, ms since epoch; it is raised like the clock is. */
  readonly recordedAt?: number
}
