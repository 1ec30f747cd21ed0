import type { Membership } from '../../membership/membership.js'
import type { StreamName, Tenant, Version } from '../../store/event.js'

/** Memberships as they stood at a version of their streams: some of them, within a bound of memory. */
export interface MembershipCache {
  /** The membership at exactly this version. */
  at(tenant: Tenant, stream: StreamName, version: Version): Membership | undefined
  keep(tenant: Tenant, stream: StreamName, version: Version, membership: Membership): void
  /** Drops what is held of a person: it may hold a number that was forgotten. */
  drop(orgId: number, customerId: number): void
  /** Drops what is held of a tenant: its log was replaced. */
  clear(tenant: Tenant): void
}

interface Known {
  version: Version
  membership: Membership
}

/**
 * `most` bounds memberships, periods and anomalies together: about 1 KiB each. Once it is full only every eighth stranger
 * gets in, for the oldest: a log that tells of more memberships than fit, round after round, would else find none of them.
 */
export const membershipCache = (most = 50_000): MembershipCache => {
  const known = new Map<string, Known>()
  let size = 0
  let strangers = 0

  const forget = (place: string, { membership }: Known): void => {
    known.delete(place)
    size -= sizeOf(membership)
  }

  const forgetOldest = (): void => {
    for (const [oldest, one] of known) {
      if (size <= most) return
      forget(oldest, one)
    }
  }

  return {
    at: (tenant, stream, version) => {
      const found = known.get(placeOf(tenant, stream))
      return found?.version === version ? found.membership : undefined
    },
    keep: (tenant, stream, version, membership) => {
      const place = placeOf(tenant, stream)
      const earlier = known.get(place)
      if (earlier === undefined) {
        if (size >= most && (strangers += 1) % 8 !== 0) return
        known.set(place, { version, membership })
      } else {
        size -= sizeOf(earlier.membership)
        earlier.version = version
        earlier.membership = membership
      }
      size += sizeOf(membership)
      if (size > most) forgetOldest()
    },
    clear: (tenant) => {
      for (const [place, one] of known) if (place.startsWith(`${tenant}\0`)) forget(place, one)
    },
    drop: (orgId, customerId) => {
      for (const [place, one] of known) {
        const { key } = one.membership
        if (key.customerId === customerId && key.orgId === orgId) forget(place, one)
      }
    },
  }
}

/** No tenant and no stream holds a NUL. */
const placeOf = (tenant: Tenant, stream: StreamName): string => `${tenant}\0${stream}`

const sizeOf = ({ periods, anomalies }: Membership): number => 1 + periods.length + anomalies.length
