import type { CheckpointOutcome, CheckpointStore } from '@partner-ledger/core/store'

import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, deleteAt, isConflict, place, putAt, putNew, stands, stored } from '../checkpoint-samples.js'
import { nth, same, valueOf } from '../expectation.js'

export const putChecks: readonly CheckpointCheck[] = [
  ...checkpointChecksOf('K2', [
    {
      title: 'a put that expects 0, an earlier revision, or one that was never given is a conflict with what stands',
      run: async ({ open }) => {
        const store = await open()
        const first = await putNew(store, place, checkpointAt(1))
        const second = await putAt(store, place, first, checkpointAt(2))
        for (const expected of [0, first, second + 1, Number.MAX_SAFE_INTEGER]) {
          const outcome = await valueOf(store.put(place, expected, checkpointAt(9)), 'put')
          isConflict(outcome, second, `a put that expects ${expected}`)
          await stands(store, place, stored(place, second, checkpointAt(2)), 'what stands after a conflict')
        }
      },
    },
    {
      title: 'where nothing is, a put that expects a revision is a conflict with 0, and puts nothing',
      run: async ({ open }) => {
        const store = await open()
        for (const expected of [1, 2, 1_000]) {
          isConflict(await valueOf(store.put(place, expected, checkpointAt(9)), 'put'), 0, 'a put where nothing is')
          await stands(store, place, undefined, 'what stands after it')
        }
        await putNew(store, place, checkpointAt(1))
      },
    },
  ]),
  ...checkpointChecksOf('K3', [
    {
      title: '12 racers over 3 handles, 20 rounds: one puts, the others get its revision, and its checkpoint stands',
      run: async ({ open }) => {
        const handles = [await open(), await open(), await open()] as const
        let expected = 0
        for (let round = 0; round < 20; round += 1) {
          const races = Array.from({ length: 12 }, (_, racer) =>
            valueOf(handleOf(handles, racer).put(place, expected, checkpointAt(round * 12 + racer)), 'put'),
          )
          const outcomes = await Promise.all(races)
          expected = onlyPut(outcomes, `round ${round}`)
          const winner = outcomes.findIndex(({ _tag }) => _tag === 'put')
          for (const handle of handles)
            await stands(handle, place, stored(place, expected, checkpointAt(round * 12 + winner)), `round ${round}`)
        }
      },
    },
    {
      title: 'of puts and deletes that race, 20 rounds, one is done, and the place is as it says',
      run: async ({ open }) => {
        const handles = [await open(), await open(), await open()] as const
        for (let round = 0; round < 20; round += 1) {
          const expected = await putNew(handles[0], place, checkpointAt(round))
          const races = Array.from({ length: 12 }, (_, racer) => {
            const handle = handleOf(handles, racer)
            return valueOf(
              racer % 2 === 0 ? handle.delete(place, expected) : handle.put(place, expected, checkpointAt(racer)),
              'a racer',
            )
          })
          const outcomes = await Promise.all(races)
          const left = onlyPut(outcomes, `round ${round}`)
          const winner = outcomes.findIndex(({ _tag }) => _tag === 'put')
          const expectedThere = winner % 2 === 0 ? undefined : stored(place, left, checkpointAt(winner))
          await stands(handles[2], place, expectedThere, `what stands after round ${round}`)
          if (expectedThere !== undefined) await deleteAt(handles[1], place, left)
        }
      },
    },
  ]),
]

const handleOf = (handles: readonly [CheckpointStore, ...CheckpointStore[]], racer: number): CheckpointStore =>
  nth(handles, racer % handles.length)

/** The revision after the one put of a race, which all the others got. */
const onlyPut = (outcomes: readonly CheckpointOutcome[], what: string): number => {
  const puts = outcomes.filter(({ _tag }) => _tag === 'put')
  same(puts.length, 1, `the winners of ${what}`)
  const revision = nth(puts, 0).revision
  for (const outcome of outcomes) same(outcome.revision, revision, `what a racer of ${what} got`)
  return revision
}
