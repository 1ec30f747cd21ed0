import type { Tenant } from '../../store/event.js'
import type { Recollection } from '../change/recollection.js'
import type { Place } from './place.js'

/** What a run knows of what it reads. */
export interface Reading extends Recollection {
  readonly places: Map<Tenant, Place>
}
