// Appends ids of its own, and as many that every other process appends too; tells the outcomes and the slowest answer.
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', name = '', count = '0'] = process.argv
const store = sqliteStore({ path })
const outcomes = { appended: 0, duplicate: 0, conflict: 0, errors: [] }
let slowest = 0
const event = (id) => ({ id, type: 'partnerProgramLinked', occurredAt: 1, schema: 1, facts: { customerId: 1 } })

for (let n = 0; n < Number(count); n += 1) {
  const start = performance.now()
  const stream = `s${n % 5}`
  const read = await store.readStream('1', stream, 0, 1)
  const answer = await store.append('1', [
    { stream, expected: 'any', event: event(`${name}-${n}`) },
    { stream, expected: 'any', event: event(`shared-${n}`) },
  ])
  if (read._tag === 'Left') outcomes.errors.push(read.left._tag)
  if (answer._tag === 'Left') outcomes.errors.push(answer.left._tag)
  else if ('stale' in answer.right) outcomes.errors.push('stale')
  else for (const { _tag } of answer.right.outcomes) outcomes[_tag] += 1
  slowest = Math.max(slowest, performance.now() - start)
}
await store.close()
console.log(JSON.stringify({ ...outcomes, slowest }))
