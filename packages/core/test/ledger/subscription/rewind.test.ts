import type { Delivery, SubscriptionEnd } from '@partner-ledger/core'
import type { CheckpointStore, EventStore, LedgerStore } from '@partner-ledger/core/store'
import { expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { rewindableLog } from '../rewindable-log.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'

const tenant = String(key.orgId)

interface Rewound {
  readonly heard: readonly string[]
  /** `undefined`: it went on. */
  readonly end: SubscriptionEnd | undefined
}

interface Story {
  readonly orgId: number | 'all'
  /** Deliveries between two checkpoints. */
  readonly batch: number
  /** Where the log goes back to after six events. */
  readonly to: number
  readonly epoch?: string
  /** How many other events it then gets. */
  readonly regrown: number
  /** What the subscription reads from. */
  readonly read?: (store: EventStore) => EventStore
}

const keeping = (events: EventStore, checkpoints: CheckpointStore): LedgerStore => ({ ...events, checkpoints })

/** A live subscription whose log goes back under it, and grows again. */
const rewound = async ({ orgId, batch, to, epoch, regrown, read = (store) => store }: Story): Promise<Rewound> => {
  const log = rewindableLog()
  const store = sharedStore(log.store)
  const writer = ledgerOver(store).ledger
  await ingestAll(writer, bodies(1, 6))
  const reader = ledgerOver(keeping(read(store), log.store.checkpoints), { pollMs: 5 }).ledger
  const heard: string[] = []
  const handle = (delivery: Delivery): void => void heard.push(eventIdOf(delivery))
  const subscription = reader.subscribe({ name: 'live', orgId, from: 'beginning', batch, handle })
  await subscription.caughtUp()
  log.rewind(tenant, to)
  if (epoch !== undefined) log.changeEpoch(epoch)
  await ingestAll(ledgerOver(store).ledger, bodies(11, 10 + regrown))
  await expect.poll(async () => (await Promise.race([subscription.ended, later()])) ?? heard.at(-1)).not.toBe('e-6')
  const caughtUp = await subscription.caughtUp()
  await reader.close()
  return { heard, end: caughtUp === true ? undefined : caughtUp }
}

const later = (): Promise<undefined> => new Promise((resolve) => setTimeout(() => resolve(undefined), 1))

test.each([
  ['it is shorter now', { to: 4, regrown: 1 }],
  ['it grew again to the same head', { to: 4, regrown: 2 }],
  ['it grew beyond', { to: 4, regrown: 5 }],
  ['it is of another epoch, and of the same length', { to: 4, regrown: 2, epoch: 'another' }],
] as const)('A subscription whose handled events are not in the log any more ends: %s', async (_, story) => {
  for (const orgId of [key.orgId, 'all'] as const) {
    const { heard, end } = await rewound({ orgId, batch: 1, ...story })
    expect(end).toMatchObject({ _tag: 'failed', error: { _tag: 'EpochChanged', tenant, position: 6 } })
    expect(heard).toEqual(ids(1, 6))
  }
})

test(
  'In another epoch of the same log it goes on, and takes the new epoch into its checkpoint',
  { tags: 'fault:rewind' },
  async () => {
    for (const orgId of [key.orgId, 'all'] as const) {
      const { heard, end } = await rewound({ orgId, batch: 1, to: 6, regrown: 2, epoch: 'restored' })
      expect(end).toBeUndefined()
      expect(heard).toEqual([...ids(1, 6), 'e-11', 'e-12'])
      figures({ rounds: 1 })
    }
  },
)

/** Pages that do not say which event they follow. */
const withoutIds = (store: EventStore): EventStore => ({
  ...store,
  readAll: async (...call) => {
    const known = idsOf.get(store) ?? new Map<number, string>()
    idsOf.set(store, known)
    const page = await store.readAll(...call)
    if (page._tag === 'Left') return page
    for (const { position, id } of page.right.events) if (!known.has(position)) known.set(position, id)
    const { at: _, ...rest } = page.right
    const at = known.get(call[1])
    return { ...page, right: at === undefined ? rest : { ...rest, at } }
  },
})

const idsOf = new WeakMap<EventStore, Map<number, string>>()

test('A reader that compares positions alone skips what grew again: sabotage', { tags: 'twin:rewind' }, async () => {
  const { heard, end } = await rewound({ orgId: 'all', batch: 1, to: 4, regrown: 5, read: withoutIds })
  expect(end).toBeUndefined()
  expect(heard).not.toContain('e-11')
  expect(heard).toContain('e-13')
})
