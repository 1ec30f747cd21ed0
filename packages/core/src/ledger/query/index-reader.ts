import { left, right } from 'fp-ts/lib/Either.js'

import { unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Position, Tenant } from '../../store/event.js'
import type { IndexCheckpoint, IndexState, MembershipIndex } from '../../store/index/membership-index.js'
import { memoryIndex } from '../../store/index/memory-index.js'
import { membershipCache } from '../change/membership-cache.js'
import type { Reader } from '../read/read.js'
import { catchUp, type CaughtUp, covers, type IndexProgress } from './index-catch-up.js'
import { indexVersion } from './index-row.js'
import type { StepContext } from './index-step.js'
import { overlaidIndex } from './overlaid-index.js'
import { personsRead } from './persons-read.js'

/** How long a query waits for its index, and who watches. */
export interface IndexWait {
  /** ms; after it the answer is `Unavailable`. */
  readonly maxWaitMs: number
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined
}

/** Reads of an index that never answer from the past. */
export interface IndexReader {
  /**
   * What `read` answers of the tenant's rows once they hold all of the log up to the head that it had when the call
   * began: one call of the index where it stands there already.
   */
  read<A extends IndexState>(tenant: Tenant, wait: IndexWait, read: (rows: MembershipIndex) => Answer<A>): Answer<A>
  /** Brings the index to the head, and answers the position that it stands at. */
  advance(tenant: Tenant, wait: IndexWait): Answer<Position>
  /** Takes note of the head after an append of this ledger, so that the next read begins with catching up. */
  noteHead(tenant: Tenant, head: Position): void
}

/**
 * Reads `index` of the store, or an index in memory above it where it must not be written: the store is read-only, or a
 * newer version of the fold keeps it.
 */
export const indexReader = (reader: Reader, index: MembershipIndex): IndexReader => {
  const context: StepContext = {
    reader,
    persons: personsRead(reader.forgets),
    cache: membershipCache(10_000),
    reached: new Map(),
  }
  const stands = new Map<Tenant, IndexCheckpoint>()
  const heads = new Map<Tenant, Position>()
  /** Of tenants whose index of the store must not be written. */
  const inMemory = new Map<Tenant, MembershipIndex>()

  const rowsOf = (tenant: Tenant): MembershipIndex => inMemory.get(tenant) ?? index

  /** An older version of the fold leaves the index of a newer one alone. */
  const isNewer = (tenant: Tenant, stand: IndexCheckpoint): boolean => {
    if (stand.position === 0 || stand.foldVersion <= indexVersion || inMemory.has(tenant)) return false
    inMemory.set(tenant, memoryIndex())
    stands.delete(tenant)
    return true
  }

  const advanceFrom = async (
    tenant: Tenant,
    stand: IndexCheckpoint,
    deadline: number,
    wait: IndexWait,
  ): Answer<CaughtUp> => {
    const options = { deadline, onProgress: wait.onProgress }
    let caught = await catchUp(context, rowsOf(tenant), tenant, stand, options)
    if (caught._tag === 'Left' && caught.left._tag === 'ReadOnly' && !inMemory.has(tenant)) {
      inMemory.set(tenant, overlaidIndex(index))
      caught = await catchUp(context, rowsOf(tenant), tenant, stand, options)
    }
    heads.delete(tenant)
    if (caught._tag === 'Right') stands.set(tenant, caught.right.stand)
    else stands.delete(tenant)
    return caught
  }

  const read: IndexReader['read'] = async (tenant, wait, ask) => {
    const deadline = performance.now() + wait.maxWaitMs
    const known = stands.get(tenant)
    if (known !== undefined && (heads.get(tenant) ?? 0) > known.position) {
      const caught = await advanceFrom(tenant, known, deadline, wait)
      if (caught._tag === 'Left') return caught
    }
    let reached: IndexCheckpoint | undefined
    for (;;) {
      const answer = await ask(rowsOf(tenant))
      if (answer._tag === 'Left') return answer
      const { stand, log } = answer.right
      if (isNewer(tenant, stand)) continue
      stands.set(tenant, stand)
      if (log !== undefined && covers(stand, log)) return answer
      if (reached !== undefined && isAtLeast(stand, reached)) return answer
      if (reached !== undefined && performance.now() >= deadline) return left(unavailable('the index is built anew'))
      const caught = await advanceFrom(tenant, stand, deadline, wait)
      if (caught._tag === 'Left') return caught
      if (caught.right.unchanged) return answer
      reached = caught.right.stand
    }
  }

  return {
    read,
    advance: async (tenant, wait) => {
      const state = await read(tenant, wait, (rows) => rows.stand(tenant))
      return state._tag === 'Left' ? state : right(state.right.stand.position)
    },
    noteHead: (tenant, head) => void heads.set(tenant, Math.max(head, heads.get(tenant) ?? 0)),
  }
}

/** Whether the index still stands where it was brought, or further: another process may have cleared it. */
const isAtLeast = (stand: IndexCheckpoint, reached: IndexCheckpoint): boolean =>
  stand.position >= reached.position && (stand.position === 0 || stand.foldVersion === indexVersion)
