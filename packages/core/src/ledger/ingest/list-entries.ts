import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { quarantineTenant } from '../log/stream-names.js'
import type { QuarantineEntry } from '../quarantine/quarantine-entry.js'
import type { QuarantineLog } from '../quarantine/quarantine-log.js'

interface Listed {
  readonly items: readonly QuarantineEntry[]
  readonly next?: Position
}

interface Wanted {
  readonly after?: Position | undefined
  readonly limit?: number | undefined
  readonly status?: QuarantineEntry['status'] | undefined
}

/** A page of entries, each read from its stream: nothing of them but what decides about room is held in memory. */
export const listEntries = async (
  events: EventStore,
  log: QuarantineLog,
  { after = 0, limit = 100, status }: Wanted,
): Answer<Listed> => {
  const known = await log.register.catchUp()
  if (known._tag === 'Left') return known
  const items: QuarantineEntry[] = []
  const ids = status === 'open' ? openIds(log, after) : recordedIds(events, after)
  for await (const id of ids) {
    if (typeof id !== 'string') return id
    const entry = await log.read(id)
    if (entry._tag === 'Left') return entry
    if (entry.right === undefined) continue
    if (status !== undefined && status !== entry.right.status) continue
    const last = items.at(-1)
    if (items.length === limit && last !== undefined) return right({ items, next: last.position })
    items.push(entry.right)
  }
  return right({ items })
}

function* openIds({ register }: QuarantineLog, after: Position): Generator<string> {
  for (const [id, { position }] of register.entries()) if (position > after) yield id
}

type Failed = Extract<Awaited<Answer<never>>, { readonly _tag: 'Left' }>

/** The ids of all entries, whatever became of them, in the order of their first delivery. */
async function* recordedIds(events: EventStore, from: Position): AsyncGenerator<string | Failed> {
  for (let after = from; ; ) {
    const page = await events.readAll(quarantineTenant, after, pageSize)
    if (page._tag === 'Left') {
      yield page
      return
    }
    for (const { type, stream, position } of page.right.events) {
      after = position
      if (type === 'quarantined') yield stream
    }
    if (!page.right.more) return
  }
}

const pageSize = 1000
