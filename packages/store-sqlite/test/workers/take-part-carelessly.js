// A subscriber of a history that breaks a promise in the way that it is told.
import { setTimeout } from 'node:timers/promises'

import { takePart } from '@partner-ledger/history-check'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

const [, , path = '', way = ''] = process.argv
const store = sqliteStore({ path })

/** @typedef {import('@partner-ledger/history-check').Props} Props */

const ways = {
  /** Says that a delivery is handled before it is. A clean stop waits for what is left. */
  'ahead of itself': () => {
    /** @type {NonNullable<Props['follow']>} */
    const follow = ({ part, ledger, handle }) => {
      let left = Promise.resolve()
      const { subscription: name, leaseMs, batch } = part
      const handleLater = (delivery, context) => {
        left = left.then(() => handle(delivery, context))
      }
      const following = ledger.subscribe({
        name,
        orgId: 'all',
        from: 'beginning',
        handle: handleLater,
        leaseMs,
        batch,
      })
      const stop = async () => {
        await following.stop()
        await left
      }
      return { ...following, stop }
    }
    return takePart(store, { follow })
  },

  /** Keeps the effects, and then the checkpoint, each in a transaction of its own. */
  apart: () => {
    const db = new Database(path)
    const row = db.prepare('INSERT INTO effects (run, tenant, position, id) VALUES (?, ?, ?, ?)')
    /** @type {NonNullable<Props['projection']>} */
    const projection = (_, run) => ({
      handle: {
        commit: async (deliveries, { place, expected, checkpoint }) => {
          for (const delivery of deliveries)
            if (delivery._tag === 'changed') row.run(run, place.tenant, delivery.position, delivery.event.eventId)
          await setTimeout(10)
          return store.checkpoints.put(place, expected, checkpoint)
        },
      },
    })
    return takePart(store, { projection })
  },

  /** Believes whoever puts a checkpoint. */
  'a zombie': () => {
    const { checkpoints } = store
    const put = async (place, _, checkpoint) => {
      const stands = await checkpoints.get(place)
      return stands._tag === 'Left' ? stands : checkpoints.put(place, stands.right?.revision ?? 0, checkpoint)
    }
    return takePart({ ...store, checkpoints: { ...checkpoints, put } })
  },
}
const chosen = /** @type {Record<string, () => Promise<void>>} */ (ways)[way]
if (chosen === undefined) throw new Error(`no way is called ${way}`)
await chosen()
