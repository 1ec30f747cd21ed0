import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { CheckpointPlace, CheckpointStore, StoredCheckpoint } from '../../store/checkpoints/checkpoint-store.js'
import type { Position } from '../../store/event.js'
import { leasePlace } from './lease.js'

/** A name that has checkpoints, whether or not a subscription of it is active. */
export interface KnownSubscription {
  readonly name: string
  readonly organisations: readonly { readonly orgId: number; readonly position: Position }[]
  /** ms since epoch: until when the name is held; absent where it is free. */
  readonly heldUntil?: number
}

/** Every subscription that has a stored checkpoint, by name. */
export const readSubscriptions = async (checkpoints: CheckpointStore): Answer<readonly KnownSubscription[]> => {
  const stored = await readCheckpoints(checkpoints)
  if (stored._tag === 'Left') return stored
  const names = [...new Set(stored.right.map(({ name }) => name))]
  return right(
    names.map((name) =>
      knownSubscription(
        name,
        stored.right.filter((one) => one.name === name),
      ),
    ),
  )
}

/** The checkpoints of one name, or of all, with the records of their leases. */
export const readCheckpoints = async (
  checkpoints: CheckpointStore,
  name?: string,
): Answer<readonly StoredCheckpoint[]> => {
  const found: StoredCheckpoint[] = []
  let after: CheckpointPlace | undefined
  for (;;) {
    const page = await checkpoints.list(after, pageSize)
    if (page._tag === 'Left') return page
    for (const one of page.right) if (name === undefined || one.name === name) found.push(one)
    after = page.right.at(-1)
    if (after === undefined || page.right.length < pageSize) return right(found)
  }
}

const pageSize = 1000

const knownSubscription = (name: string, stored: readonly StoredCheckpoint[]): KnownSubscription => {
  const { tenant: leaseTenant } = leasePlace(name)
  const heldUntil = stored.find(({ tenant }) => tenant === leaseTenant)?.lease?.until
  return {
    name,
    organisations: stored
      .filter(({ tenant }) => tenant !== leaseTenant)
      .map(({ tenant, position }) => ({ orgId: Number(tenant), position }))
      .sort((a, b) => a.orgId - b.orgId),
    ...(heldUntil === undefined ? {} : { heldUntil }),
  }
}
