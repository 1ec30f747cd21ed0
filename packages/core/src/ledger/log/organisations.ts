import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import type { Tenant } from '../../store/event.js'
import type { Epoch, TenantHead } from '../../store/page.js'

const page = 1000

/** The last position of each tenant that has an event, reserved tenants included, by name. */
export interface TenantHeads {
  readonly epoch: Epoch
  readonly heads: readonly TenantHead[]
}

/** The heads of all tenants, by pages of 1,000. */
export const readTenantHeads = async (events: EventStore): Answer<TenantHeads> => {
  const found: TenantHead[] = []
  for (let after = ''; ; ) {
    const answer = await events.heads(after, page)
    if (answer._tag === 'Left') return answer
    const { epoch, heads, more } = answer.right
    found.push(...heads)
    const last = heads.at(-1)
    if (last === undefined || !more) return right({ epoch, heads: found })
    after = last.tenant
  }
}

/** Every tenant of the store that is an organisation of the vendor, ascending. */
export const readOrganisations = async (events: EventStore): Answer<readonly number[]> => {
  const read = await readTenantHeads(events)
  if (read._tag === 'Left') return read
  const names = read.right.heads.map(({ tenant }) => tenant).filter(isOrganisation)
  return right(names.map(Number).sort((a, b) => a - b))
}

/** Whether the tenant is an organisation, and not reserved for the ledger. */
export const isOrganisation = (tenant: string): boolean => /^[1-9]\d*$/.test(tenant)

/** The heads of these tenants, in the order given, 0 where one has no event; of all tenants where none are given. */
export const namedHeads = ({ heads }: TenantHeads, tenants: readonly Tenant[] | undefined): readonly TenantHead[] => {
  if (tenants === undefined) return heads
  const known = new Map(heads.map(({ tenant, head }) => [tenant, head]))
  return tenants.map((tenant) => ({ tenant, head: known.get(tenant) ?? 0 }))
}
