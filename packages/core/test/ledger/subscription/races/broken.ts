import type { CheckpointStore } from '@partner-ledger/core/store'

import type { Twins } from './race.js'

/** Keeps what is not handled yet: the position is put ahead of the handler. */
const keptBeforeHandling: Twins = {
  checkpoints: (checkpoints) => ({
    ...checkpoints,
    put: (place, expected, checkpoint) => {
      const ahead = place.tenant === 'all' ? 0 : 1
      return checkpoints.put(place, expected, { ...checkpoint, position: checkpoint.position + ahead })
    },
  }),
}

/** Counts what was handled in all organisations together, and takes the count for the position. */
const positionFromCounter: Twins = {
  checkpoints: (checkpoints) => {
    const counts = new Map<string, number>()
    return {
      ...checkpoints,
      put: (place, expected, checkpoint) => {
        if (place.tenant === 'all') return checkpoints.put(place, expected, checkpoint)
        counts.set(place.tenant, checkpoint.position)
        const position = [...counts.values()].reduce((sum, count) => sum + count, 0)
        return checkpoints.put(place, expected, { ...checkpoint, position })
      },
    }
  },
}

/** Takes a delivery for handled although its handler failed. */
const skippedAfterError: Twins = {
  handle: (handle) => async (delivery, context) => {
    try {
      await handle(delivery, context)
    } catch {
      return
    }
  },
}

/** Lets everybody put, whoever put in between. */
const zombieAccepted: Twins = {
  checkpoints: (checkpoints): CheckpointStore => ({
    ...checkpoints,
    put: async (place, _, checkpoint) => {
      const stored = await checkpoints.get(place)
      return stored._tag === 'Left' ? stored : checkpoints.put(place, stored.right?.revision ?? 0, checkpoint)
    },
  }),
}

/** What a race must find, each by what is said of it. */
export const brokenTwins: readonly { readonly name: string; readonly twins: Twins; readonly found: RegExp }[] = [
  { name: 'checkpoint before handling', twins: keptBeforeHandling, found: /is kept as handled, and is not/ },
  {
    name: 'position taken from a counter',
    twins: positionFromCounter,
    found: /is kept as handled, and is not/,
  },
  { name: 'skipping after an error', twins: skippedAfterError, found: /is kept as handled, and is not/ },
  { name: "a zombie's checkpoint accepted", twins: zombieAccepted, found: /moved back/ },
]
