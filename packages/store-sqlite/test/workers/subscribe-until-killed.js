// Ingests and subscribes until it is killed, and says what was recorded and what was handled, a line each.
import { createLedger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

import { bodyOf } from './membership-bodies.js'

const [, , path = '', work = '', round = '0'] = process.argv
const ledger = createLedger({ store: sqliteStore({ path }), pollMs: 20 })

/** @param {string} line */
const say = (line) => new Promise((said) => process.stdout.write(`${line}\n`, said))

let begin = () => {}
const begun = new Promise((resolve) => {
  begin = () => resolve(undefined)
})

/** `hasty`: takes a delivery for handled before it is. */
const isHasty = work === 'hasty'
let handled = Promise.resolve()

ledger.subscribe({
  name: 'told',
  orgId: 1,
  from: 'beginning',
  batch: 3,
  leaseMs: 60,
  handle: async ({ position }) => {
    begin()
    const work = async () => {
      if (isHasty) await new Promise((resolve) => setTimeout(resolve, 5))
      await say(`handled ${position}`)
    }
    handled = handled.then(work)
    if (!isHasty) await handled
  },
})

// Nothing is said before the first delivery: the kill is to hit who handles, and not who waits for a dead one's lease.
for (let n = 0; ; n += 1) {
  const id = `${round}-${n}`
  const answer = await ledger.ingest(bodyOf(id))
  if (answer._tag === 'Left') throw new Error(answer.left._tag)
  await begun
  await say(`recorded ${id}`)
}
