import { type Ledger, orThrow } from '@partner-ledger/core'
import type { EventStore, RecordedEvent } from '@partner-ledger/core/store'

import { membershipStream, quarantineTenant, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { body, key, now, type Stated } from '../deliveries.js'

/** Who is forgotten in these tests, and somebody of the same organisation who is not. */
export const person = { orgId: key.orgId, customerId: key.customerId }
export const neighbour = { orgId: key.orgId, customerId: 77 }

export const tenant = tenantOf(key.orgId)
export const stream = membershipStream(key)
export const neighbourStream = membershipStream({ ...key, ...neighbour })

/** Nothing of the person happened later, unless a test says so. */
export const until = now - 1000

/** A text that only one delivery of the person holds, in contact values, number and body. */
export const canary = (mark: number | string): string => `canary-${mark}-yranac`

/** A delivery of the person with this id, so many ms after `until` (before it: negative), full of its canary. */
export const delivered = (id: string, after = -1000, stated: Stated = {}): string =>
  body({
    ...stated,
    root: { eventId: id, createdAt: until + after, ...stated.root },
    customer: { customerId: person.customerId, instore: { email: `${canary(id)}@example.com` }, ...stated.customer },
    details: { membershipNumber: canary(id), ...stated.details },
  })

/** The same of the neighbour. */
export const deliveredToNeighbour = (id: string, stated: Stated = {}): string =>
  delivered(id, -1000, { ...stated, customer: { customerId: neighbour.customerId, ...stated.customer } })

/** What is stored of a stream: each record without what no store has to agree on. */
export const storedIn = (
  store: EventStore,
  of: string = stream,
  inTenant = tenant,
): Promise<readonly RecordedEvent[]> => orThrow(store.readStream(inTenant, of, 0, 10_000)).then(({ events }) => events)

/** The ids of the stream's events that still have a personal part, and those that still have a body. */
export const keptIn = async (
  store: EventStore,
  of: string = stream,
): Promise<{ readonly personal: readonly string[]; readonly bodies: readonly string[] }> => {
  const personal: string[] = []
  const bodies: string[] = []
  for (const record of await storedIn(store, of)) {
    if (record.personal !== undefined) personal.push(record.id)
    if ((await orThrow(store.body(tenant, record.position))) !== undefined) bodies.push(record.id)
  }
  return { personal, bodies }
}

/** Everything that a reader of the store and its index can be told, as one text: where canaries are looked for. */
export const everythingIn = async (store: EventStore, ledger?: Ledger): Promise<string> => {
  const said: unknown[] = []
  for (const { tenant: name } of (await orThrow(store.heads('', 10_000))).heads)
    for (const record of (await orThrow(store.readAll(name, 0, 10_000))).events) {
      const bytes = await orThrow(store.body(name, record.position))
      said.push(record, bytes === undefined ? '' : new TextDecoder().decode(bytes))
    }
  if (ledger !== undefined) said.push((await orThrow(ledger.memberships({ orgId: person.orgId }))).items)
  return JSON.stringify(said)
}

/** How many bodies the quarantine holds. */
export const quarantinedBodies = async (store: EventStore): Promise<number> => {
  let found = 0
  for (const { position } of (await orThrow(store.readAll(quarantineTenant, 0, 10_000))).events)
    if ((await orThrow(store.body(quarantineTenant, position))) !== undefined) found += 1
  return found
}
