import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, place, putAt, putNew, someCheckpoint, stands, stored } from '../checkpoint-samples.js'

export const getChecks: readonly CheckpointCheck[] = checkpointChecksOf('K1', [
  {
    title: 'a place at which nothing was put has no checkpoint',
    run: async ({ open }) => {
      await stands(await open(), place, undefined, 'the checkpoint of a new place')
    },
  },
  {
    title: '60 checkpoints, one after another, with and without a lease and with the largest numbers, come back',
    run: async ({ open, random }) => {
      const store = await open()
      let revision = 0
      for (let round = 0; round < 60; round += 1) {
        const checkpoint = someCheckpoint(random)
        revision = await putAt(store, place, revision, checkpoint)
        await stands(store, place, stored(place, revision, checkpoint), `the checkpoint of round ${round}`)
      }
    },
  },
  {
    title: 'a put without a lease takes the lease that stood',
    run: async ({ open }) => {
      const store = await open()
      const first = await putNew(store, place, { ...checkpointAt(1), lease: { owner: 'me', until: 5 } })
      const second = await putAt(store, place, first, checkpointAt(2))
      await stands(store, place, stored(place, second, checkpointAt(2)), 'the checkpoint without a lease')
    },
  },
  {
    title: 'nothing that is done to what was put, or was got, reaches what is kept',
    run: async ({ open }) => {
      const store = await open()
      const [at, lease] = [{ ...place }, { owner: 'me', until: 5 }]
      const given = { ...checkpointAt(1), lease }
      const putting = putNew(store, at, given)
      Object.assign(given, { position: 77 })
      Object.assign(lease, { until: 77 })
      Object.assign(at, { name: 'else' })
      const expected = stored(place, await putting, { ...checkpointAt(1), lease: { owner: 'me', until: 5 } })
      await stands(store, place, expected, 'the checkpoint after a change of what was put')
      const got = await store.get(place)
      const kept = got._tag === 'Right' ? got.right : undefined
      for (const part of [kept, kept?.lease]) changed(part)
      await stands(store, place, expected, 'the checkpoint after a change of what was got')
    },
  },
])

/** Changes what it can; an object that nobody can change is as good. */
const changed = (part: object | undefined): void => {
  if (part !== undefined && !Object.isFrozen(part)) Object.assign(part, { position: 99, until: 99 })
}
