import { orThrow, type SubscriptionOptions } from '@partner-ledger/core'
import {
  checkpointConflict,
  left,
  outcomeUnknown,
  right,
  type StoreError,
  unavailable,
} from '@partner-ledger/core/store'
import type { CheckpointOutcome } from '@partner-ledger/core/store'
import type { Either } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { processOver } from './processes.js'
import { bodies, eventIdOf, sharedStore } from './subscribing.js'

const at = { orgId: key.orgId, position: 2 }

test('A handler that puts its own checkpoints is handed a parked delivery again, until that is put', async () => {
  const store = sharedStore()
  const checkpoints = store.checkpoints ?? expect.fail('no checkpoints')
  await ingestAll(ledgerOver(store).ledger, bodies(1, 4))
  let broken = true
  let answered: Either<StoreError, CheckpointOutcome> | undefined
  const handled: string[] = []
  const handle: SubscriptionOptions['handle'] = {
    commit: (deliveries, { place, expected, checkpoint }) => {
      const told = deliveries.map(eventIdOf)
      if (broken && (told.includes('e-2') || told.includes('e-4'))) throw new TypeError('poison')
      if (answered !== undefined) return Promise.resolve(answered)
      handled.push(...told)
      return checkpoints.put(place, expected, checkpoint)
    },
  }
  const retry = { attempts: 1, initialDelayMs: 0 }
  const options = { name: 'own', orgId: 'all', from: 'beginning', onPoison: 'park', retry, handle } as const
  await using subscription = processOver(store).subscribe(options)
  expect(await subscription.caughtUp()).toBe(true)
  expect(handled).toEqual(['e-1', 'e-3'])
  expect(await subscription.parked.redeliver(at)).toMatchObject({ left: { _tag: 'PoisonEvent' } })
  broken = false
  answered = left(unavailable('busy'))
  expect(await subscription.parked.redeliver(at)).toEqual(answered)
  answered = undefined
  expect(await subscription.parked.redeliver(at)).toMatchObject({ _tag: 'Right' })
  expect(handled).toEqual(['e-1', 'e-3', 'e-2'])
  expect(await orThrow(subscription.parked.list())).toMatchObject([{ position: 4 }])
  const unknown = { orgId: 77, position: 2 }
  expect(await subscription.parked.redeliver(unknown)).toMatchObject({ left: { _tag: 'NoSuchParked', orgId: 77 } })
  answered = right(checkpointConflict(99))
  const moved = left(outcomeUnknown('the checkpoint stood at another revision'))
  expect(await subscription.parked.redeliver({ ...at, position: 4 })).toEqual(moved)
  expect(await orThrow(subscription.parked.list())).toMatchObject([{ position: 4 }])
})
