// Waits for a version, and races for the next one; `careless` looks at the version itself, and appends whatever comes.
import { sqliteStore } from '@partner-ledger/store-sqlite'

const [, , path = '', name = '', how = ''] = process.argv
const store = sqliteStore({ path })

/** @param {number} version */
const race = async (version) => {
  const event = { id: `${version}-${name}`, type: 'x', occurredAt: 1, schema: 1, facts: { customerId: 1 } }
  if (how === 'careless') {
    const read = await store.readStream('1', 'race', version, 1)
    if (read._tag === 'Left') return read.left._tag
    if (read.right.events.length > 0) return 'conflict'
  }
  const expected = how === 'careless' ? 'any' : version
  const answer = await store.append('1', [{ stream: 'race', expected, event }])
  if (answer._tag === 'Left') return answer.left._tag
  return 'stale' in answer.right ? 'stale' : answer.right.outcomes[0]._tag
}

process.on('message', (version) => {
  void race(Number(version)).then((tag) => process.send?.(tag))
})
process.on('disconnect', () => void store.close())
process.send?.('ready')
