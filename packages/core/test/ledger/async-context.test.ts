import { AsyncLocalStorage } from 'node:async_hooks'

import { orThrow } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { tenantQueues } from '../../src/ledger/hooks/tenant-queues.js'
import { body } from './deliveries.js'
import { ledgerOver } from './ledgers.js'
import { soon } from './hooks/hearings.js'
import { storeKinds } from './stores.js'

const requests = [1, 2, 3, 4, 5, 6]
const bodyOf = (request: number): string =>
  body({ root: { eventId: `e-${request}`, orgId: (request % 2) + 1 }, customer: { customerId: request } })

test.each(
  storeKinds.flatMap((kind) => (['sync', 'async', 'slow'] as const).map((listener) => ({ ...kind, listener }))),
)(
  'Each $listener listener runs in the context of the request that caused its event, over $name',
  async ({ open, listener }) => {
    const context = new AsyncLocalStorage<number>()
    const { ledger } = ledgerOver(open())
    const seen: (readonly [number, number | undefined])[] = []
    const listen = async (customerId: number): Promise<void> => {
      seen.push([customerId, context.getStore()])
      await soon(listener === 'slow' ? 10 : 0)
      seen.push([customerId, context.getStore()])
    }
    const note = (customerId: number): void => void seen.push([customerId, context.getStore()])
    ledger.on('recorded', ({ key }) => (listener === 'sync' ? note(key.customerId) : listen(key.customerId)))
    ledger.on('linked', ({ key }) => (listener === 'sync' ? note(key.customerId) : listen(key.customerId)))
    await Promise.all(requests.map((request) => context.run(request, () => orThrow(ledger.ingest(bodyOf(request))))))
    await context.run(99, () => ledger.close())
    expect(seen).toHaveLength(requests.length * (listener === 'sync' ? 2 : 4))
    expect(seen.filter(([customerId, request]) => customerId !== request)).toEqual([])
  },
)

test("A subscription's handler runs in the context of `subscribe`", { tags: 'fault:contexts' }, async () => {
  const context = new AsyncLocalStorage<string>()
  const { ledger } = ledgerOver(storeKinds[0]?.open() ?? expect.fail('no store'))
  const seen: (string | undefined)[] = []
  const subscription = context.run('subscribe', () =>
    ledger.subscribe({ name: 's', orgId: 'all', from: 'beginning', handle: () => void seen.push(context.getStore()) }),
  )
  await subscription.caughtUp()
  for (const request of requests) await context.run(`request ${request}`, () => orThrow(ledger.ingest(bodyOf(request))))
  await context.run('caughtUp', () => subscription.caughtUp())
  await ledger.close()
  expect(seen).toEqual(requests.map(() => 'subscribe'))
  figures({ rounds: requests.length })
})

test(
  'A queue that announces in the context of whoever drains it is found out: sabotage',
  { tags: 'twin:contexts' },
  async () => {
    const context = new AsyncLocalStorage<number>()
    const seen: [number, number | undefined][] = []
    const queues = tenantQueues(() => {})
    const waiting: (() => void)[] = []
    for (const request of requests) {
      const end = context.run(request, () => queues.begin(1))
      waiting.push(() => end([{ position: request, announce: () => void seen.push([request, context.getStore()]) }]))
    }
    context.run(99, () => waiting.forEach((end) => end()))
    await queues.settled()
    expect(seen.every(([request, store]) => request === store)).toBe(false)
  },
)
