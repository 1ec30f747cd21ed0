import { orThrow } from '@partner-ledger/core'
import { right } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { closeAll, type Closing } from '../../src/ledger/close.js'
import { callsInFlight } from '../../src/ledger/calls-in-flight.js'
import { hooks } from '../../src/ledger/hooks/hooks.js'
import { backgroundTasks } from '../../src/ledger/background-tasks.js'
import { numbered } from './deliveries.js'
import { soon } from './hooks/hearings.js'
import { ledgerOver } from './ledgers.js'
import { storeKinds, withAppend } from './stores.js'

describe.each(storeKinds)('close under load over $name', ({ open }) => {
  test('settles every accepted ingest, and lets slow listeners be told of all of them in order', async () => {
    const store = withAppend(open(), async (pass) => {
      await soon()
      return pass()
    })
    const { ledger, log } = ledgerOver(store)
    const told: number[] = []
    ledger.on('recorded', async ({ position }) => {
      await soon(1)
      told.push(position)
    })
    const accepted = Array.from({ length: 150 }, (_, id) => ledger.ingest(numbered(id)))
    const closing = ledger.close({ timeoutMs: 60_000 })
    const refused = await ledger.ingest(numbered(1000))
    await closing
    expect(refused).toMatchObject({ left: { _tag: 'StoreClosed' } })
    for (const answer of await Promise.all(accepted)) expect(answer).toMatchObject({ right: { _tag: 'Recorded' } })
    const records = (await orThrow(store.readAll('50191', 0, 1000))).events
    expect(told).toEqual(records.map(({ position }) => position))
    expect(told).toHaveLength(150)
    expect(log).toEqual([])
  })

  test('tells nobody of anything once the time is up, and says so', async () => {
    const { ledger, log } = ledgerOver(open())
    let release = (): void => {}
    const stuck = new Promise<void>((resolve) => {
      release = resolve
    })
    const told: string[] = []
    ledger.on('recorded', async ({ eventId }) => {
      told.push(eventId)
      await stuck
    })
    await Promise.all([1, 2, 3].map((id) => orThrow(ledger.ingest(numbered(id)))))
    await ledger.close({ timeoutMs: 20 })
    release()
    await soon()
    expect(told).toEqual(['e-1'])
    expect(log).toEqual([{ level: 'warn', code: 'closed-unsettled', timeoutMs: 20 }])
  })
})

type UnderWay = 'call' | 'task' | 'subscription' | 'listener'

/** Parts of a ledger with one thing of each kind under way, one of them slow; what had ended when `closeAll` did. */
const endedWith = async (
  slow: UnderWay,
  broken: (parts: Closing) => Partial<Closing> = () => ({}),
): Promise<readonly string[]> => {
  const ended: string[] = []
  const end = async (what: UnderWay): Promise<void> => {
    if (what === slow) await soon(30)
    ended.push(what)
  }
  const calls = callsInFlight()
  const tasks = backgroundTasks()
  const listeners = hooks(() => {}, 10)
  const announce = {
    recording: () => () => {},
    correcting: () => () => {},
    expiring: () => () => {},
    forgotten: () => {},
    settled: () => listeners.settled(),
  }
  const call = calls.run(async () => {
    await end('call')
    return right(undefined)
  })
  tasks.start(() => ({ stop: () => void ended.push('stopped'), settled: () => end('task') }))
  listeners.on('recorded', () => end('listener'))
  listeners.emit('recorded', { payload: {} as never })
  const subscribed = { close: () => end('subscription') }
  const parts: Closing = { calls, tasks, subscribed, announce, listeners, logger: () => {} }
  await closeAll({ ...parts, ...broken(parts) }, 60_000)
  const endedThen = [...ended]
  expect(await call).toEqual(right(undefined))
  return endedThen
}

describe('closing', () => {
  test.each(['call', 'task', 'subscription', 'listener'] as const)(
    'stops all tasks, and waits for a slow %s',
    async (slow) => {
      const ended = await endedWith(slow)
      expect(ended.indexOf('stopped')).toBeLessThan(ended.indexOf('task'))
      expect(ended.toSorted()).toEqual(['call', 'listener', 'stopped', 'subscription', 'task'])
    },
  )

  test.each<[UnderWay, (parts: Closing) => Partial<Closing>]>([
    ['call', ({ calls }) => ({ calls: { ...calls, settled: () => Promise.resolve() } })],
    ['task', ({ tasks }) => ({ tasks: { ...tasks, settled: () => Promise.resolve() } })],
    ['subscription', () => ({ subscribed: { close: () => Promise.resolve() } })],
    ['listener', ({ announce }) => ({ announce: { ...announce, settled: () => Promise.resolve() } })],
  ])('that does not wait for a slow %s is found out: sabotage', async (slow, broken) => {
    expect(await endedWith(slow, broken)).not.toContain(slow)
  })

  test('lets no task begin any more', async () => {
    const tasks = backgroundTasks()
    tasks.stop()
    expect(() => tasks.start(() => expect.fail())).toThrow('StoreClosed')
    const { ledger } = ledgerOver(memoryStore())
    await ledger.close({ timeoutMs: 2 ** 40 })
    expect(() => ledger.watchExpiry({ every: 1 })).toThrow('StoreClosed')
  })
})
