// Appends one event after another and says each id once it is acknowledged; synchronous NORMAL, if told so.
import { writeSync } from 'node:fs'

import { engine } from '../../dist/file/engine.js'
import { openStore } from '../../dist/store.js'

const [, , path = '', count = '0', synchronous = 'FULL'] = process.argv

/** @type {import('../../dist/file/engine.js').Engine} */
const lying = (file, options) => {
  const db = engine(file, options)
  const [pragma, exec] = [db.pragma.bind(db), db.exec.bind(db)]
  return Object.defineProperties(db, {
    pragma: {
      /** @type {typeof db.pragma} */
      value: (source, options) => (source === 'main.synchronous' ? 2 : pragma(source, options)),
    },
    exec: {
      /** @type {typeof db.exec} */
      value: (sql) => exec(sql.replace('main.synchronous = FULL', 'main.synchronous = NORMAL')),
    },
  })
}

const store = openStore({ path }, synchronous === 'FULL' ? engine : lying)
for (let n = 0; n < Number(count); n += 1) {
  const event = { id: `e${n}`, type: 'partnerProgramLinked', occurredAt: 1, schema: 1, facts: { customerId: 1 } }
  const answer = await store.append('1', [{ stream: 's', expected: 'any', event }])
  if (answer._tag === 'Left') throw new Error(answer.left._tag)
  writeSync(1, `acknowledged ${n}\n`)
}
await store.close()
