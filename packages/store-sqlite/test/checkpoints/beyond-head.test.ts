import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createLedger, orThrow, type SubscriptionEnd } from '@partner-ledger/core'
import type { CheckpointStore } from '@partner-ledger/core/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { cutShort } from '../faults/damaged-bytes.js'
import { headOf, rightOf } from '../sample-event.js'
import { randomOf, rounds, seed } from '../scale.js'
import { newFolder, removeFolder } from '../temporary-folder.js'
import { bodyOf } from '../workers/membership-bodies.js'

const events = 30
/** A cut may take along that the lease was given back: it is then waited for. */
const subscriber = { name: 'told', orgId: 1, from: 'beginning', leaseMs: 100 } as const

/** What a subscription comes to that goes on over this log from these checkpoints, and what it was told of. */
const followed = async (
  store: SqliteStore,
  checkpoints: CheckpointStore,
): Promise<{ readonly end: SubscriptionEnd; readonly told: number }> => {
  const ledger = createLedger({ store: { ...store, checkpoints } })
  let told = 0
  const subscription = ledger.subscribe({ ...subscriber, handle: () => void (told += 1) })
  for (let state = ''; state !== 'live' && state !== 'failed'; ) {
    await new Promise((resolve) => setImmediate(resolve))
    ;({ state } = await orThrow(subscription.status()))
  }
  await subscription.stop()
  await ledger.close()
  return { end: await subscription.ended, told }
}

describe(`a WAL that is cut behind a subscription (seed ${seed})`, () => {
  const folder = newFolder()
  afterAll(() => removeFolder(folder))
  const [log, apart] = [join(folder, 'log.db'), join(folder, 'apart.db')]
  let wal: Buffer

  /** Checkpoints are kept twice: beside the log, where the cut takes them along, and in a file of their own. */
  beforeAll(async () => {
    await sqliteStore({ path: `${log}.whole` }).close()
    const [store, others] = [sqliteStore({ path: `${log}.whole` }), sqliteStore({ path: apart })]
    const ledger = createLedger({ store })
    for (let n = 0; n < events; n += 1) {
      await orThrow(ledger.ingest(bodyOf(`1-${n}`)))
      if (n % 5 === 4) await followed(store, store.checkpoints)
    }
    expect(await followed(store, others.checkpoints)).toMatchObject({ end: { _tag: 'stopped' }, told: events })
    await others.close()
    copyFileSync(`${log}.whole`, log)
    wal = readFileSync(`${log}.whole-wal`)
    await store.close()
  })

  const afterCuts = async (
    count: number,
    follow: (store: SqliteStore, others: SqliteStore, head: number) => Promise<string>,
  ): Promise<readonly string[]> => {
    const random = randomOf(seed)
    const ends: string[] = []
    for (let round = 0; round < count; round += 1) {
      const [path, own] = [join(folder, `${round}.db`), join(folder, `${round}-apart.db`)]
      copyFileSync(log, path)
      copyFileSync(apart, own)
      writeFileSync(`${path}-wal`, cutShort(wal, random))
      const [store, others] = [sqliteStore({ path }), sqliteStore({ path: own })]
      ends.push(await follow(store, others, await headOf(store, '1')))
      await others.close()
      await store.close()
    }
    return ends
  }

  /** Whether the loss is named where the checkpoint is beyond the head, and only there. */
  const verdict = ({ end }: { readonly end: SubscriptionEnd }, head: number): string => {
    if (head === events) return end._tag === 'stopped' ? 'nothing was lost' : `wrong: ${end._tag}`
    if (end._tag !== 'failed' || end.error._tag !== 'CheckpointBeyondHead') return `wrong: ${end._tag}`
    expect(end.error).toMatchObject({ position: events, head })
    return 'named'
  }

  it('ends it with CheckpointBeyondHead where its checkpoint was kept elsewhere', { tags: 'fault:wal' }, async () => {
    const ends = await afterCuts(rounds(20), async (store, { checkpoints }, head) =>
      verdict(await followed(store, checkpoints), head),
    )
    expect(ends.filter((end) => end !== 'named' && end !== 'nothing was lost')).toEqual([])
    expect(ends).toContain('named')
    figures({ rounds: ends.length, 'beyond the head': ends.filter((end) => end === 'named').length })
  })

  it(
    'leaves a checkpoint at or before the head where it is kept beside the log, and it goes on',
    { tags: 'fault:wal' },
    async () => {
      const ends = await afterCuts(rounds(20), async (store, _, head) => {
        const stored = await rightOf(store.checkpoints.get({ name: subscriber.name, tenant: '1' }))
        const position = stored?.position ?? 0
        expect(position).toBeLessThanOrEqual(head)
        const { end, told } = await followed(store, store.checkpoints)
        return end._tag === 'stopped' && told === head - position ? 'went on' : 'wrong'
      })
      expect(new Set(ends)).toEqual(new Set(['went on']))
      figures({ rounds: ends.length, lost: 0 })
    },
  )

  it(
    'is found out where a checkpoint beyond the head is taken for one at the head: sabotage',
    { tags: 'twin:wal' },
    async () => {
      const ends = await afterCuts(10, async (store, { checkpoints }, head) => {
        const ignoring: CheckpointStore = {
          ...checkpoints,
          get: async (place) => {
            const answer = await checkpoints.get(place)
            if (answer._tag === 'Left' || answer.right === undefined) return answer
            const position = Math.min(answer.right.position, head)
            const { at } = await rightOf(store.readAll('1', position, 1))
            return { ...answer, right: { ...answer.right, position, ...(at === undefined ? {} : { id: at }) } }
          },
        }
        return verdict(await followed(store, ignoring), head)
      })
      expect(ends).toContain('wrong: stopped')
    },
  )
})
