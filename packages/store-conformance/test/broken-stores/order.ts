import { type Append, appended, type EventStore, type RecordedEvent } from '@partner-ledger/core/store'

import { breathe } from '../../src/reading.js'
import { broken, type BrokenStore, type Sabotage } from './broken.js'
import { appendsChanged, changed, eventsChanged, oneByOne, outcomesChanged, readsChanged, single } from './change.js'

/** An append answers some turns after it was stored; meanwhile readers of the log are kept from late positions. */
const lateVisible = (isLate: (position: number) => boolean): Sabotage => {
  return () => {
    const hidden = new Set<string>()
    return (store) => ({
      ...oneByOne(store, async (tenant, append) => {
        const answer = await single(store, tenant, append)
        const stored = answer._tag === 'Right' && answer.right._tag === 'appended' ? answer.right.position : 0
        if (!isLate(stored)) return answer
        hidden.add(`${tenant}/${stored}`)
        for (let turn = 0; turn < 3; turn += 1) await breathe()
        hidden.delete(`${tenant}/${stored}`)
        return answer
      }),
      readAll: (tenant, ...rest) =>
        eventsChanged(store.readAll(tenant, ...rest), (events) =>
          events.filter(({ position }) => !hidden.has(`${tenant}/${position}`)),
        ),
    })
  }
}

/** Positions in blocks of 1,000 for each handle, as sequences that are cached for a connection give them out. */
const blocks: Sabotage = () => {
  const given = new Map<string, number>()
  let handles = 0
  return (store) => {
    const block = (handles += 1) * 1000
    let next = block
    const whole = async (tenant: string): Promise<readonly RecordedEvent[]> => {
      const log = await store.readAll(tenant, 0, 10_000)
      const events = log._tag === 'Right' ? log.right.events : []
      return events
        .map((event) => ({ ...event, position: given.get(`${tenant}/${event.position}`) ?? event.position }))
        .toSorted((a, b) => a.position - b.position)
    }
    return {
      ...oneByOne(store, (tenant, append: Append) =>
        changed(single(store, tenant, append), (outcome) => {
          if (outcome._tag !== 'appended') return outcome
          next += 1
          given.set(`${tenant}/${outcome.position}`, next)
          return appended(outcome.version, next, outcome.recordedAt)
        }),
      ),
      readAll: (tenant, after, limit) =>
        changed(store.readAll(tenant, 0, 10_000), async (page) => {
          const all = await whole(tenant)
          const rest = all.filter(({ position }) => position > after)
          const { at: _, ...state } = page
          const at = all.find(({ position }) => position === after)?.id
          const events = rest.slice(0, limit)
          const head = all.at(-1)?.position ?? 0
          return { ...state, head, events, more: rest.length > limit, ...(at === undefined ? {} : { at }) }
        }),
    }
  }
}

const times = (recordedAt: (append: Append, clock: number, last: number) => number): Sabotage => {
  return () => {
    const byPosition = new Map<string, number>()
    let last = 0
    return (store) => ({
      ...oneByOne(store, (tenant, append) =>
        changed(single(store, tenant, append), async (outcome) => {
          if (outcome._tag !== 'appended') return outcome
          const clock = await clockOf(store)
          last = recordedAt(append, clock, last)
          byPosition.set(`${tenant}/${outcome.position}`, last)
          return { ...outcome, recordedAt: last }
        }),
      ),
      readAll: (tenant, ...rest) =>
        eventsChanged(store.readAll(tenant, ...rest), (events) =>
          events.map((event) => ({
            ...event,
            recordedAt: byPosition.get(`${tenant}/${event.position}`) ?? event.recordedAt,
          })),
        ),
    })
  }
}

/** The store's clock, as an event of a tenant that is new shows it. */
const clockOf = async (store: EventStore): Promise<number> => {
  const probe = `probe-${Math.random()}`
  const event = { id: 'probe', type: 'probe', occurredAt: 0, schema: 1, facts: {} }
  const stored = await store.append(probe, [{ stream: 'probe', expected: 'any', event }])
  const read = await store.readAll(probe, 0, 1)
  return stored._tag === 'Right' && read._tag === 'Right' ? (read.right.events[0]?.recordedAt ?? 0) : 0
}

/** P1, P5 and P6: what is seen when, and in which order. */
export const orderBreakers: readonly BrokenStore[] = [
  broken('P1', 'shows an event before its personal part', () => {
    const seen = new Set<string>()
    return (store) =>
      readsChanged(store, (events) =>
        events.map((event) => {
          const key = `${event.position}/${event.id}`
          const { personal, ...rest } = event
          if (personal === undefined || seen.has(key)) return event
          seen.add(key)
          return rest
        }),
      )
  }),
  broken('P1', 'shows an event before its body', () => {
    const asked = new Set<string>()
    return (store) => ({
      body: (tenant, position) =>
        changed(store.body(tenant, position), (body) => {
          const first = !asked.has(`${tenant}/${position}`)
          asked.add(`${tenant}/${position}`)
          return first ? undefined : body
        }),
    })
  }),
  broken('P5', 'gives out positions in blocks, one for each handle', blocks),
  broken(
    'P5',
    'gives some positions twice',
    () => (store) =>
      readsChanged(store, (events) =>
        events.map((event) => ({ ...event, position: event.position - (event.position % 2) })),
      ),
  ),
  broken(
    'P5',
    'counts versions from 0',
    () => (store) => readsChanged(store, (events) => events.map((event) => ({ ...event, version: event.version - 1 }))),
  ),
  broken('P5', 'counts versions along the log', () => (store) => ({
    readAll: (...call) =>
      eventsChanged(store.readAll(...call), (events) => events.map((event) => ({ ...event, version: event.position }))),
  })),
  broken(
    'P5',
    'records the clock as it is',
    times((_, clock) => clock),
  ),
  broken(
    'P5',
    'raises recordedAt to the last one of any tenant',
    times(({ recordedAt }, clock, last) => Math.max(last, recordedAt ?? clock)),
  ),
  broken(
    'P5',
    'records the seconds only, and a few ms in between',
    () => (store) =>
      readsChanged(store, (events) =>
        events.map((event) => ({ ...event, recordedAt: event.recordedAt - (event.position % 2) * 5000 })),
      ),
  ),
  broken('P5', 'answers an append with the clock of its caller', () => (store) => ({
    append: (...call) =>
      outcomesChanged(store.append(...call), (outcomes) =>
        outcomes.map((outcome) => (outcome._tag === 'appended' ? { ...outcome, recordedAt: Date.now() } : outcome)),
      ),
  })),
  broken(
    'P5',
    'takes the clock for an import',
    () => (store) => appendsChanged(store, ({ stream, expected, event }) => ({ stream, expected, event })),
  ),
  broken(
    'P6',
    'shows some positions later than the next',
    lateVisible((position) => position % 3 === 0),
  ),
  broken(
    'P6',
    'has a head that readers cannot see yet',
    lateVisible(() => true),
  ),
]
