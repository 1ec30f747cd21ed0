import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'

const page = 1000

/** Every tenant of the store that is an organisation of the vendor, ascending. */
export const readOrganisations = async (events: EventStore): Answer<readonly number[]> => {
  const found: number[] = []
  for (let after = ''; ; ) {
    const tenants = await events.tenants(after, page)
    if (tenants._tag === 'Left') return tenants
    found.push(...tenants.right.filter(isOrganisation).map(Number))
    const last = tenants.right.at(-1)
    if (last === undefined || tenants.right.length < page) break
    after = last
  }
  return right(found.sort((a, b) => a - b))
}

const isOrganisation = (tenant: string): boolean => /^[1-9]\d*$/.test(tenant)
