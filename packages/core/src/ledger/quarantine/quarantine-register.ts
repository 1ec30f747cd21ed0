import { left, right } from 'fp-ts/lib/Either.js'

import { unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { LogWatch } from '../log/log-watch.js'
import { quarantineTenant } from '../log/stream-names.js'
import { type EntryRoom, quarantineRoom, type QuarantineRoom } from './quarantine-room.js'

/**
 * The open entries as the quarantine's log has them, with what decides about room, and nothing else: entries that ended,
 * reasons and issues are read when they are needed.
 */
export interface QuarantineRegister extends QuarantineRoom {
  /** Reads on to the end of the log, which other processes write too. */
  catchUp(): Answer<void>
  /** The same where an append of this process showed that others wrote, and at first. */
  catchUpIfBehind(): Answer<void>
  /** Takes note of a record that was appended here. */
  appended(record: RecordedEvent): void
  /** The ended entries whose body is not known to be dropped; whoever ended them may be about to. */
  readonly undropped: Set<string>
}

export const quarantineRegister = (events: EventStore, watch: LogWatch): QuarantineRegister => {
  const room = quarantineRoom()
  const undropped = new Set<string>()
  let position: Position = 0
  let lastId: string | undefined
  let isBehind = true
  let reading: Answer<void> | undefined

  watch.onDrop((tenant) => {
    if (tenant !== quarantineTenant) return
    room.clear()
    undropped.clear()
    position = 0
    lastId = undefined
    isBehind = true
  })

  const note = (record: RecordedEvent): void => {
    if (record.position <= position) return
    noteRoom(room, record)
    // Dropping a body marks every record of its stream, the one that ended the entry too.
    if (isEnd(record) && record.forgotten !== true) undropped.add(record.stream)
    position = record.position
    lastId = record.id
  }

  const readOn = async (): Answer<void> => {
    for (let drops = 0; drops < mostDrops; ) {
      const begun = watch.begin(quarantineTenant)
      const [after, id] = [position, lastId]
      const page = await events.readAll(quarantineTenant, after, pageSize)
      if (page._tag === 'Left') return page
      const isCurrent = watch.isCurrent(quarantineTenant, begun, page.right)
      if (isCurrent && after > 0 && page.right.at !== id) watch.drop(quarantineTenant)
      if (!isCurrent || (after > 0 && page.right.at !== id)) {
        drops += 1
        continue
      }
      for (const record of page.right.events) note(record)
      if (page.right.more) continue
      isBehind = false
      return right(undefined)
    }
    return left(unavailable('the log went back again and again while it was read'))
  }

  // A reader that joined one under way would miss what was appended since that one began.
  const catchUp = (): Answer<void> => {
    const next = reading === undefined ? readOn() : reading.then(readOn, readOn)
    reading = next
    return next
  }

  return {
    ...room,
    undropped,
    catchUp,
    catchUpIfBehind: () => (isBehind ? catchUp() : Promise.resolve(right(undefined))),
    appended: (record) => {
      if (record.position === position + 1) note(record)
      else if (record.position > position) isBehind = true
    },
  }
}

const pageSize = 1000
const mostDrops = 10

const isEnd = ({ type }: RecordedEvent): boolean => type === 'redriven' || type === 'discarded'

const noteRoom = (room: QuarantineRoom, record: RecordedEvent): void => {
  if (record.type === 'quarantined') room.open(record.stream, roomOf(record))
  else if (record.type === 'noted') room.noted()
  else if (isEnd(record)) room.end(record.stream)
}

const roomOf = ({ facts, position, recordedAt }: RecordedEvent): EntryRoom => ({
  position,
  bytes: Number(facts['bytes']),
  receivedAt: recordedAt,
  isUnknownEvent: facts['reason'] === 'unknown-event',
  orgId: typeof facts['claimedOrgId'] === 'number' ? facts['claimedOrgId'] : undefined,
})
