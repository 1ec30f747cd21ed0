import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../store/answer.js'
import type { Tenant } from '../store/event.js'
import type { EventStore } from '../store/event-store.js'

const page = 1000

/** Every tenant of the store, its quarantine included. */
export const tenantNames = async (events: EventStore): Answer<readonly Tenant[]> => {
  const found: Tenant[] = []
  for (let after = ''; ; ) {
    const names = await events.tenants(after, page)
    if (names._tag === 'Left') return names
    found.push(...names.right)
    const last = names.right.at(-1)
    if (last === undefined || names.right.length < page) return right(found)
    after = last
  }
}
