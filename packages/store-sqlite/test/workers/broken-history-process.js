// A process of a history whose subscriber breaks a promise in the way that its argument names.
import { setTimeout } from 'node:timers/promises'

import { runProcess } from '@partner-ledger/history-check'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

const [, , path = '', way = ''] = process.argv
const store = sqliteStore({ path })

/** @typedef {import('@partner-ledger/history-check').SubscriberOptions} SubscriberOptions */

const ways = {
  /** Returns from the handler before it handles. A clean stop waits for what is left. */
  'checkpoint-first': () => {
    /** @type {NonNullable<SubscriberOptions['subscribe']>} */
    const subscribe = ({ job, ledger, handle }) => {
      let left = Promise.resolve()
      const { subscription: name, leaseMs, batch } = job
      const handleLater = (delivery, context) => {
        left = left.then(() => handle(delivery, context))
      }
      const subscription = ledger.subscribe({
        name,
        orgId: 'all',
        from: 'beginning',
        handle: handleLater,
        leaseMs,
        batch,
      })
      const stop = async () => {
        await subscription.stop()
        await left
      }
      return { ...subscription, stop }
    }
    return runProcess(store, { subscribe })
  },

  /** Writes the effects and then the checkpoint, each in a transaction of its own. */
  apart: () => {
    const db = new Database(path)
    const row = db.prepare('INSERT INTO effects (process, tenant, position, id) VALUES (?, ?, ?, ?)')
    /** @type {NonNullable<SubscriberOptions['projection']>} */
    const projection = (_, processId) => ({
      handle: {
        commit: async (deliveries, { place, expected, checkpoint }) => {
          for (const delivery of deliveries)
            if (delivery._tag === 'changed') row.run(processId, place.tenant, delivery.position, delivery.event.eventId)
          await setTimeout(10)
          return store.checkpoints.put(place, expected, checkpoint)
        },
      },
    })
    return runProcess(store, { projection })
  },

  /** Accepts a checkpoint whatever revision it expects. */
  'any-revision': () => {
    const { checkpoints } = store
    const put = async (place, _, checkpoint) => {
      const current = await checkpoints.get(place)
      return current._tag === 'Left' ? current : checkpoints.put(place, current.right?.revision ?? 0, checkpoint)
    }
    return runProcess({ ...store, checkpoints: { ...checkpoints, put } })
  },

  /** Never calls a wake. */
  'no-wakes': () => runProcess({ ...store, onAppend: () => () => {} }),
}
const chosen = /** @type {Record<string, () => Promise<void>>} */ (ways)[way]
if (chosen === undefined) throw new Error(`no way is called ${way}`)
await chosen()
