// A process of a history. `exactly-once`: the effects of a subscriber are rows of a table beside the log.
import { runProcess } from '@partner-ledger/history-check'
import { sqliteProjection, sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', promise] = process.argv
const store = sqliteStore({ path })
const insert = 'INSERT INTO effects (process, tenant, position, id) VALUES (?, ?, ?, ?)'

/** @type {import('@partner-ledger/history-check').SubscriberOptions['projection']} */
const projection = (name, processId) =>
  sqliteProjection(store, {
    name,
    apply: (deliveries, db) => {
      const row = db.prepare(insert)
      for (const delivery of deliveries)
        if (delivery._tag === 'changed')
          row.run(processId, String(delivery.orgId), delivery.position, delivery.event.eventId)
    },
  })

await runProcess(store, promise === 'exactly-once' ? { projection } : {})
