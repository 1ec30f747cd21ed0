import type { Tenant } from '../../store/event.js'
import type { Forgets } from '../forget/forgets.js'
import type { KnownMemberships } from '../change/known-memberships.js'
import type { Place } from './place.js'

/** What a run knows of what it reads. */
export interface Reading {
  readonly forgets: Forgets
  readonly known: KnownMemberships
  readonly places: Map<Tenant, Place>
}
