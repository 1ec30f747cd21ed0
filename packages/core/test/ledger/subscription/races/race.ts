import { type DeliveryHandler, orThrow, type Subscription } from '@partner-ledger/core'
import type { Scheduler } from 'fast-check'
import type { CheckpointStore, Tenant } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'

import { processOver } from '../processes.js'
import { raceHistory } from './race-history.js'
import { racedStore } from './raced-store.js'
import { racedTime } from './raced-time.js'

/** What happens in a race, one thing after the other, while the processes do as the scheduler lets them. */
export type Action =
  | { readonly _tag: 'append'; readonly tenant: Tenant; readonly member: number }
  | { readonly _tag: 'crash'; readonly which: number }
  | { readonly _tag: 'stop'; readonly which: number }
  | { readonly _tag: 'start' }
  | { readonly _tag: 'wait'; readonly steps: number }

/** Parts that a sabotaged race puts in. */
export interface Twins {
  readonly checkpoints?: (checkpoints: CheckpointStore) => CheckpointStore
  readonly handle?: (handle: DeliveryHandler) => DeliveryHandler
}

interface Runner {
  alive: boolean
  readonly subscription: Subscription
}

/** Runs the race to its end, when everything is handled and kept, and answers what went wrong. */
export const race = async (
  scheduler: Scheduler,
  actions: readonly Action[],
  twins: Twins = {},
): Promise<readonly string[]> => {
  const events = memoryStore()
  const history = raceHistory()
  const kept = history.watched(memoryCheckpoints())
  const checkpoints = twins.checkpoints?.(kept) ?? kept
  const time = racedTime(scheduler)
  const runners: Runner[] = []
  let appended = 0

  const start = (): void => {
    let alive = true
    const isAlive = (): boolean => alive
    const store = racedStore(scheduler, events, checkpoints, isAlive)
    const handle: DeliveryHandler = async ({ orgId, position }, { attempt, signal }) => {
      await scheduler.schedule(Promise.resolve(), `handle ${position}`)
      if (!alive) await new Promise(() => {})
      if (position % 5 === 0 && attempt === 1) throw new Error('not yet')
      history.handled(signal, String(orgId), position)
    }
    const subscription = processOver(store, time.of(isAlive)).subscribe({
      name: 'raced',
      orgId: 'all',
      from: 'beginning',
      batch: 2,
      leaseMs: 3000,
      handle: twins.handle?.(handle) ?? handle,
    })
    void subscription.ended.then((end) => {
      if (end._tag === 'failed') history.faults.push(`a subscription failed: ${end.error._tag}`)
    })
    runners.push({
      subscription,
      get alive() {
        return alive
      },
      set alive(is) {
        alive = is
      },
    })
  }

  const append = async (tenant: Tenant, member: number): Promise<void> => {
    appended += 1
    const facts = { customerId: member, loyaltyProgramId: 1, partnerProgramId: 1 }
    const event = { id: `e-${appended}`, type: 'partnerProgramLinked', occurredAt: appended, schema: 1, facts }
    const { head } = await orThrow(
      events.append(tenant, [{ stream: `membership/${member}/1/1`, expected: 'any', event }]),
    )
    history.appended(tenant, head)
  }

  const act = async (action: Action): Promise<void> => {
    switch (action._tag) {
      case 'append':
        return append(action.tenant, action.member)
      case 'start':
        start()
        return
      case 'wait':
        return
      case 'crash': {
        const runner = runners[action.which % Math.max(1, runners.length)]
        if (runner !== undefined) runner.alive = false
        return
      }
      case 'stop':
        void runners[action.which % Math.max(1, runners.length)]?.subscription.stop({ timeoutMs: 1_000_000 })
    }
  }

  const drive = async (isDone: () => Promise<boolean> | boolean): Promise<boolean> => {
    for (let steps = 0; steps < mostSteps; steps += 1) {
      if (await isDone()) return true
      if (history.faults.length > 0) return false
      if (scheduler.count() > 0) await scheduler.waitNext(1)
      else time.pass()
      await othersTurn()
    }
    return false
  }

  start()
  const acted = scheduler.scheduleSequence(
    actions.flatMap((action) =>
      Array.from({ length: action._tag === 'wait' ? action.steps : 1 }, () => ({
        builder: () => act(action),
        label: action._tag,
      })),
    ),
  )
  await drive(() => acted.done)
  start()
  time.settle()
  const isKept = async (): Promise<boolean> => {
    const { heads } = await orThrow(events.heads('', 10))
    return heads.every(({ tenant, head }) => history.keptIn(tenant) >= head)
  }
  const isSettled = await drive(isKept)
  const alive = runners.filter((runner) => runner.alive)
  const ends = Promise.all(alive.map(({ subscription }) => subscription.stop({ timeoutMs: 1_000_000 })))
  let isStopped = false
  void ends.then(() => {
    isStopped = true
  })
  if (isSettled) await drive(() => isStopped)
  return [
    ...history.verdict(),
    ...(isSettled ? [] : ['it never caught up']),
    ...(isStopped ? [] : ['it never stopped']),
  ]
}

/** The organisations of a race. */
export const tenants: readonly Tenant[] = ['1', '2']

const mostSteps = 5000

const othersTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
