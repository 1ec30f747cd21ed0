import type { IncrementalFold } from '../../membership/incremental-fold.js'
import type { Membership } from '../../membership/membership.js'
import type { StreamName, Tenant, Version } from '../../store/event.js'

/** Memberships as they stood at a version of their streams: some of them, within a bound of memory. */
export interface MembershipCache {
  /** The membership at exactly this version. */
  at(tenant: Tenant, stream: StreamName, version: Version): Membership | undefined
  /** Its fold at exactly this version, where `keep` was given it. */
  foldAt(tenant: Tenant, stream: StreamName, version: Version): IncrementalFold | undefined
  /** `fold`: of the events up to this version, without customers, for streams in which events come late. */
  keep(tenant: Tenant, stream: StreamName, version: Version, membership: Membership, fold?: IncrementalFold): void
  /** Drops what is held of a person: it may hold a membership number that was forgotten. */
  drop(orgId: number, customerId: number): void
  /** Drops everything of an organisation: its log went back. */
  clear(tenant: Tenant): void
}

interface Cached {
  version: Version
  membership: Membership
  fold: IncrementalFold | undefined
  size: number
}

/**
 * `most` bounds memberships, periods, anomalies and halves of steps together: about 1 KiB each. Once it is full, only
 * every eighth new membership is kept, in place of the oldest: a log of more memberships than fit, round after round,
 * would otherwise find none of them.
 */
export const membershipCache = (most = 50_000): MembershipCache => {
  const cached = new Map<string, Cached>()
  let size = 0
  let skipped = 0

  const remove = (key: string, one: Cached): void => {
    cached.delete(key)
    size -= one.size
  }

  const removeOldest = (): void => {
    for (const [key, one] of cached) {
      if (size <= most) return
      remove(key, one)
    }
  }

  const find = (tenant: Tenant, stream: StreamName, version: Version): Cached | undefined => {
    const found = cached.get(keyOf(tenant, stream))
    return found?.version === version ? found : undefined
  }

  return {
    at: (tenant, stream, version) => find(tenant, stream, version)?.membership,
    foldAt: (tenant, stream, version) => find(tenant, stream, version)?.fold,
    keep: (tenant, stream, version, membership, fold) => {
      const key = keyOf(tenant, stream)
      const own = sizeOf(membership, fold)
      const earlier = cached.get(key)
      if (earlier === undefined) {
        if (size >= most && (skipped += 1) % 8 !== 0) return
        cached.set(key, { version, membership, fold, size: own })
      } else {
        size -= earlier.size
        earlier.version = version
        earlier.membership = membership
        earlier.fold = fold
        earlier.size = own
      }
      size += own
      if (size > most) removeOldest()
    },
    drop: (orgId, customerId) => {
      for (const [key, one] of cached) {
        const of = one.membership.key
        if (of.customerId === customerId && of.orgId === orgId) remove(key, one)
      }
    },
    clear: (tenant) => {
      const prefix = keyOf(tenant, '')
      for (const [key, one] of cached) if (key.startsWith(prefix)) remove(key, one)
    },
  }
}

/** No tenant and no stream holds a NUL. */
const keyOf = (tenant: Tenant, stream: StreamName): string => `${tenant}\0${stream}`

const sizeOf = ({ periods, anomalies }: Membership, fold: IncrementalFold | undefined): number =>
  1 + periods.length + anomalies.length + Math.ceil((fold?.steps.length ?? 0) / 2)
