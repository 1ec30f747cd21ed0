import { join } from 'node:path'

import { createLedger, type Ledger, orThrow } from '@partner-ledger/core'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { inTwoLanes, killed, soundEvents } from './killed-worker.js'
import { headOf, rightOf } from '../sample-event.js'
import { rounds, seed } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'
import { bodyOf } from '../workers/membership-bodies.js'

const orgId = 1

/** Whether the index, which may be behind the log but never ahead of it, and the streams come to the same. */
const agrees = async (ledger: Ledger): Promise<void> => {
  const { items } = await orThrow(ledger.memberships({ orgId }))
  for (const item of items)
    expect(JSON.stringify(item)).toBe(JSON.stringify(await orThrow(ledger.membership(item.key))))
}

describe(`a process that is killed while it ingests (seed ${seed})`, () => {
  it(
    'loses nothing acknowledged, keeps at most one body more, and its index is the fold of the log',
    { tags: 'fault:kill-append', timeout: 600_000 },
    async () => {
      const folder = temporaryFolder()
      const count = rounds(100)
      const counted = { rounds: 0, acknowledged: 0, lost: 0, kept: 0 }
      await inTwoLanes(count, async (round, lane) => {
        const path = join(folder, `${lane}-${Math.floor(round / 10)}.db`)
        const acknowledged = await killed(path, 'ingest', round)
        const stored = (await soundEvents(path)).map(({ id }) => id).filter((id) => id.startsWith(`${round}-`))
        const lost = acknowledged.filter((id) => !stored.includes(id))
        const unacknowledged = stored.filter((id) => !acknowledged.includes(id))
        expect(lost).toEqual([])
        expect(unacknowledged.length).toBeLessThanOrEqual(1)

        const store = sqliteStore({ path })
        const ledger = createLedger({ store })
        expect((await rightOf(store.index.stand('1'))).stand.position).toBeLessThanOrEqual(await headOf(store, '1'))
        for (const id of unacknowledged)
          expect(await orThrow(ledger.ingest(bodyOf(id)))).toMatchObject({ _tag: 'Duplicate' })
        await agrees(ledger)
        await store.close()
        counted.rounds += 1
        counted.acknowledged += acknowledged.length
        counted.lost += lost.length
        counted.kept += unacknowledged.length
      })
      expect(counted.rounds).toBe(count)
      figures(counted)
    },
  )

  it('is found out when it acknowledges before it commits: sabotage', { tags: 'twin:kill-append' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    let lost = 0
    for (let round = 0; round < 30 && lost === 0; round += 1) {
      const acknowledged = await killed(path, 'before-commit', round)
      const stored = (await soundEvents(path)).map(({ id }) => id)
      lost += acknowledged.filter((id) => !stored.includes(id)).length
    }
    expect(lost).toBeGreaterThan(0)
  })
})
