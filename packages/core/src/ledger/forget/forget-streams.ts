import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, StreamName, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { isCorrection } from '../log/correction.js'
import { membershipStreams } from '../log/stream-names.js'
import { visitStream } from '../log/visit.js'

/** What was stripped of a person's memberships. */
export interface Stripped {
  readonly memberships: number
  /** Events that had personal parts or a body until now. */
  readonly events: number
  readonly bodies: number
}

/** Strips every membership of the customer up to `until`, as the log itself lists them, however many there are. */
export const forgetStreams = async (
  events: EventStore,
  tenant: Tenant,
  customerId: number,
  until: number,
): Answer<Stripped> => {
  let stripped: Stripped = { memberships: 0, events: 0, bodies: 0 }
  for (let after = ''; ; ) {
    const page = await events.streams(tenant, membershipStreams(customerId), after, pageSize)
    if (page._tag === 'Left') return page
    for (const { stream } of page.right.streams) {
      after = stream
      const held = await heldIn(events, tenant, stream, until)
      if (held._tag === 'Left') return held
      const forgotten = await events.forget(tenant, stream, Number.MAX_SAFE_INTEGER, until)
      if (forgotten._tag === 'Left') return forgotten
      stripped = {
        memberships: stripped.memberships + 1,
        events: stripped.events + held.right.events,
        bodies: stripped.bodies + held.right.bodies,
      }
    }
    if (!page.right.more) return right(stripped)
  }
}

const pageSize = 1000

const heldIn = async (
  events: EventStore,
  tenant: Tenant,
  stream: StreamName,
  until: number,
): Answer<Pick<Stripped, 'events' | 'bodies'>> => {
  const held: RecordedEvent[] = []
  const read = await visitStream(events, tenant, stream, 0, (record) => {
    if (record.occurredAt <= until && record.forgotten !== true && !isCorrection(record)) held.push(record)
  })
  if (read._tag === 'Left') return read
  let [found, bodies] = [0, 0]
  for (const { position, personal } of held) {
    const body = await events.body(tenant, position)
    if (body._tag === 'Left') return body
    if (body.right !== undefined) bodies += 1
    if (body.right !== undefined || personal !== undefined) found += 1
  }
  return right({ events: found, bodies })
}
