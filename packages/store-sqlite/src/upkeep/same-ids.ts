import { nextTurn } from '../file/time.js'
import { checksumOf } from '../schema/checksum.js'
import type { VerifiedEvent } from '../log/rows.js'

/** Looks for ids that a tenant has more than once, in 8 bytes an event. */
export interface SameIds {
  add(event: OwnedId): void
  /** The hashes that occur more than once; it lets the event loop turn now and then. */
  repeated(): Promise<ReadonlySet<number>>
}

/** The id of an event, and whose it is. */
export type OwnedId = Pick<VerifiedEvent, 'tenant' | 'id'>

/** 52 bits of a tenant's id: different ids have the same hash once in a great while. */
export const idHash = ({ tenant, id }: OwnedId): number => {
  const high = checksumOf([tenant, id], 0, 2) >>> 0
  return high * 0x10_0000 + (checksumOf([id, tenant], 0, 2) & 0xf_ffff)
}

export const sameIds = (): SameIds => {
  const buckets = Array.from({ length: bucketCount }, () => ({ hashes: new Float64Array(64), count: 0 }))
  return {
    add: (event) => {
      const hash = idHash(event)
      const bucket = buckets[hash % bucketCount]
      if (bucket === undefined) return
      if (bucket.count === bucket.hashes.length) bucket.hashes = doubled(bucket.hashes)
      bucket.hashes[bucket.count] = hash
      bucket.count += 1
    },
    repeated: async () => {
      const repeated = new Set<number>()
      for (const { hashes, count } of buckets) {
        const sorted = hashes.subarray(0, count).sort()
        for (const [index, hash] of sorted.entries()) if (hash === sorted[index - 1]) repeated.add(hash)
        await nextTurn()
      }
      return repeated
    },
  }
}

const bucketCount = 64

const doubled = (hashes: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(hashes.length * 2)
  larger.set(hashes)
  return larger
}
