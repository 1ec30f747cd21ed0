import type { Facts, NewEvent, RecordedEvent } from '@partner-ledger/core/store'

import { broken, type BrokenStore, type Sabotage } from './broken.js'
import { appendsChanged, changed, readsChanged } from './change.js'

const sent = (change: (event: NewEvent) => NewEvent): Sabotage => {
  return () => (store) => appendsChanged(store, (append) => ({ ...append, event: guarded(append.event, change) }))
}

/** Leaves events alone that are no events at all: they are for the honest store to refuse. */
const guarded = (event: NewEvent, change: (event: NewEvent) => NewEvent): NewEvent =>
  typeof event.id === 'string' ? change(event) : event

const values = (change: (value: string | number) => string | number): Sabotage => {
  const each = (facts: Facts): Facts => Object.fromEntries(Object.entries(facts).map(([k, v]) => [k, change(v)]))
  return sent((event) => ({ ...event, facts: each(event.facts) }))
}

const read = (change: (event: RecordedEvent) => RecordedEvent): Sabotage => {
  return () => (store) => readsChanged(store, (events) => events.map(change))
}

const bodies = (change: (body: Uint8Array) => Uint8Array): Sabotage => {
  return sent(({ body, ...event }) => (body === undefined ? event : { ...event, body: change(body) }))
}

/** P14, on stores that nothing was done to: what comes back is not what went in. */
export const partBreakers: readonly BrokenStore[] = [
  broken('P14', 'turns numbers into text', values(String)),
  broken(
    'P14',
    'turns digits into numbers',
    values((value) => (/^\d+$/.test(`${value}`) ? Number(value) : value)),
  ),
  broken(
    'P14',
    'keeps numbers in 32 bits',
    values((value) => (typeof value === 'number' ? value | 0 : value)),
  ),
  broken(
    'P14',
    'loses empty texts',
    sent((event) => ({
      ...event,
      facts: Object.fromEntries(Object.entries(event.facts).filter(([, value]) => value !== '')),
    })),
  ),
  broken(
    'P14',
    'cuts texts at 65,535 characters',
    values((value) => (typeof value === 'string' ? value.slice(0, 65_535) : value)),
  ),
  broken(
    'P14',
    'loses facts that objects have by nature',
    sent((event) => ({
      ...event,
      facts: Object.fromEntries(Object.entries(event.facts).filter(([key]) => !(key in Object.prototype))),
    })),
  ),
  broken(
    'P14',
    'has an empty personal part where there is none',
    read((event) => ({ personal: {}, ...event })),
  ),
  broken(
    'P14',
    'has no personal part where it is empty',
    sent(({ personal, ...event }) =>
      personal === undefined || Object.keys(personal).length === 0 ? event : { ...event, personal },
    ),
  ),
  broken(
    'P14',
    'loses personal parts',
    read(({ personal: _, ...event }) => event),
  ),
  broken(
    'P14',
    'keeps bodies as text',
    bodies((body) => new TextEncoder().encode(new TextDecoder().decode(body))),
  ),
  broken(
    'P14',
    'keeps 65,535 bytes of a body',
    bodies((body) => (body.length > 2 ** 20 ? body : body.slice(0, 65_535))),
  ),
  broken(
    'P14',
    'counts time in seconds',
    read((event) => ({ ...event, occurredAt: Math.abs(event.occurredAt) })),
  ),
  broken(
    'P14',
    'has a number that is -0',
    read((event) => ({
      ...event,
      facts: Object.fromEntries(Object.entries(event.facts).map(([k, v]) => [k, v === 0 ? -0 : v])),
    })),
  ),
  broken('P14', 'keeps the memory of the caller', () => {
    const facts = new Map<string, Facts>()
    return (store) => ({
      append: (tenant, appends) => {
        for (const { event } of appends) facts.set(event.id, event.facts)
        return store.append(tenant, appends)
      },
      ...readsChanged(store, (events) =>
        events.map((event) => ({ ...event, facts: facts.get(event.id) ?? event.facts })),
      ),
    })
  }),
  broken('P14', 'hands out its own memory', () => {
    const own = new Map<string, Uint8Array>()
    return ({ body }) => ({
      body: (tenant, position) =>
        changed(body(tenant, position), (given) => {
          const known = own.get(`${tenant}/${position}`)
          if (known === undefined && given !== undefined) own.set(`${tenant}/${position}`, given)
          return known ?? given
        }),
    })
  }),
  broken('P14', 'reads the list of appends after it answered', () => ({ append }) => ({
    append: async (tenant, appends) => {
      await Promise.resolve()
      return append(tenant, appends)
    },
  })),
]
