import type { Position } from '../../store/event.js'

/** What is held of an open entry in memory: about 250 bytes with its id. */
export interface EntryRoom {
  readonly position: Position
  readonly bytes: number
  /** ms since epoch, by the store's clock. */
  readonly receivedAt: number
  readonly isUnknownEvent: boolean
  /** The organisation that the body claims. */
  readonly orgId: number | undefined
}

/** How much the open entries of one budget take. */
export interface RoomTaken {
  readonly entries: number
  readonly bytes: number
}

/** The open entries in the order of their first delivery, and the room that they take. */
export interface QuarantineRoom {
  get(id: string): EntryRoom | undefined
  /** Those that have not ended. An entry that is opened or ended meanwhile does not disturb the walk. */
  entries(): Iterable<readonly [string, EntryRoom]>
  /** Of events of unknown names, and of everything else: neither takes room from the other. */
  taken(of: { readonly isUnknownEvent: boolean }): RoomTaken
  /** How many unknown events were noted without their bodies. */
  notes(): number
  open(id: string, entry: EntryRoom): void
  end(id: string): void
  noted(): void
  clear(): void
}

export const quarantineRoom = (): QuarantineRoom => {
  const entries = new Map<string, EntryRoom>()
  let unknown: RoomTaken = { entries: 0, bytes: 0 }
  let others: RoomTaken = { entries: 0, bytes: 0 }
  let notes = 0

  const add = ({ isUnknownEvent, bytes }: EntryRoom, sign: 1 | -1): void => {
    if (isUnknownEvent) unknown = { entries: unknown.entries + sign, bytes: unknown.bytes + sign * bytes }
    else others = { entries: others.entries + sign, bytes: others.bytes + sign * bytes }
  }

  return {
    get: (id) => entries.get(id),
    entries: () => entries.entries(),
    taken: ({ isUnknownEvent }) => (isUnknownEvent ? unknown : others),
    notes: () => notes,
    open: (id, entry) => {
      if (entries.has(id)) return
      entries.set(id, entry)
      add(entry, 1)
    },
    end: (id) => {
      const entry = entries.get(id)
      if (entry === undefined) return
      entries.delete(id)
      add(entry, -1)
    },
    noted: () => void (notes += 1),
    clear: () => {
      entries.clear()
      unknown = others = { entries: 0, bytes: 0 }
      notes = 0
    },
  }
}
