// A writer or a subscriber of a history; `once`: whose effects are rows of a table beside the log.
import { takePart } from '@partner-ledger/history-check'
import { sqliteProjection, sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', once] = process.argv
const store = sqliteStore({ path })
const insert = 'INSERT INTO effects (run, tenant, position, id) VALUES (?, ?, ?, ?)'

/** @type {import('@partner-ledger/history-check').Props['projection']} */
const projection = (name, run) =>
  sqliteProjection(store, {
    name,
    apply: (deliveries, db) => {
      const row = db.prepare(insert)
      for (const delivery of deliveries)
        if (delivery._tag === 'changed') row.run(run, String(delivery.orgId), delivery.position, delivery.event.eventId)
    },
  })

await takePart(store, once === 'once' ? { projection } : {})
