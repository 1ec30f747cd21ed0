import type { EventStore, StoreError } from '@partner-ledger/core/store'
import { corrupt, left, unavailable } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, it } from 'vitest'

import { writeJob } from '../src/write-job.js'

const job = { tenant: 'acme', stream: 'written', prefix: 'w-' }

/** A store whose second append is answered with this error. */
const failingOnce = (error: StoreError): EventStore => {
  const store = memoryStore()
  let appends = 0
  return {
    ...store,
    append: (...call) => {
      appends += 1
      return appends === 2 ? Promise.resolve(left(error)) : store.append(...call)
    },
  }
}

/** Acknowledges so many. */
const untilThere = (acknowledged: string[], count: number) => (id: string) => {
  acknowledged.push(id)
  return Promise.resolve(acknowledged.length < count)
}

it('a writer goes on with the next event after a failure that may pass, and acknowledges what is stored alone', async () => {
  const store = failingOnce(unavailable('busy'))
  const acknowledged: string[] = []
  await writeJob(store, job, untilThere(acknowledged, 4))
  expect(acknowledged).toEqual(['w-1', 'w-3', 'w-4', 'w-5'])
  expect(await store.readStream('acme', 'written', 0, 10)).toMatchObject({
    right: { events: acknowledged.map((id) => ({ id })) },
  })
})

it('a writer ends at a failure that a retry does not help', async () => {
  const acknowledged: string[] = []
  const writing = writeJob(failingOnce(corrupt(1, 'a flipped bit')), job, untilThere(acknowledged, 4))
  await expect(writing).rejects.toThrow('append answered Corrupt')
  expect(acknowledged).toEqual(['w-1'])
})
