// Appends one event after another and says each id once it is acknowledged; synchronous NORMAL, if told so.
import { writeSync } from 'node:fs'

import { engine } from '../../dist/file/engine.js'
import { openStore } from '../../dist/store.js'

const [, , path = '', count = '0', synchronous = 'FULL'] = process.argv

/** @type {import('../../dist/file/engine.js').Engine} */
const lying = (file, options) => {
  const db = engine(file, options)
  const pragma = db.pragma.bind(db)
  /** @type {typeof db.pragma} */
  const value = (source, options) => {
    if (source === 'synchronous') return 2
    return pragma(source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source, options)
  }
  return Object.defineProperty(db, 'pragma', { value })
}

const store = openStore({ path }, synchronous === 'FULL' ? engine : lying)
for (let n = 0; n < Number(count); n += 1) {
  const event = { id: `e${n}`, type: 'partnerProgramLinked', occurredAt: 1, schema: 1, facts: { customerId: 1 } }
  const answer = await store.append('1', [{ stream: 's', expected: 'any', event }])
  if (answer._tag === 'Left') throw new Error(answer.left._tag)
  writeSync(1, `acknowledged ${n}\n`)
}
await store.close()
