import type { Tenant } from '../../store/event.js'
import type { ChangeCache } from '../change/change-cache.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'

/** What a run knows of what it reads. */
export interface ReadState extends ChangeCache {
  readonly places: Map<Tenant, TenantCheckpoint>
}
