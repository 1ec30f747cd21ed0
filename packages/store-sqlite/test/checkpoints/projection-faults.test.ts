import { checkpointPut, left, right, storeFull } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { indexFile } from '../index/index-file.js'
import { type Apply, commit, refusal, revisionOf, stateOf, write } from './projected.js'
import { rightOf } from '../sample-event.js'

const file = indexFile()

describe('a projection that meets a fault', () => {
  it('answers the errors of the engine as the store does, and goes on once the cause is gone', async () => {
    const engine = faultyEngine()
    const store = file.open(engine.open)
    await rightOf(commit(store, write))
    const failing = (code: string): void => {
      engine.fault = {
        before: (sql) => {
          if (sql.startsWith('INSERT INTO told')) throw sqliteError(code)
        },
      }
    }
    failing('SQLITE_FULL')
    expect(await commit(store, write, [3], 1)).toEqual(left(storeFull))
    expect(engine.opened).toHaveLength(1)
    failing('SQLITE_IOERR_WRITE')
    expect(await commit(store, write, [3], 1)).toMatchObject({ left: { _tag: 'Unavailable' } })
    engine.fault = {}
    expect(await commit(store, write, [3], 1)).toEqual(right(checkpointPut(2)))
    expect(engine.opened.map(({ open }) => open)).toEqual([false, true])
    expect(await stateOf(file.open())).toEqual({ told: [1, 2, 3], revision: 2 })
  })

  it(
    'whose COMMIT fails for the disk is OutcomeUnknown, whole or not at all, and goes on from what stands',
    { tags: 'fault:project' },
    async () => {
      const engine = faultyEngine()
      const store = file.open(engine.open)
      for (const when of ['before', 'after'] as const) {
        const stood = await revisionOf(store)
        engine.fault = {
          [when]: (sql: string) => {
            if (sql === 'COMMIT') throw sqliteError('SQLITE_IOERR_FSYNC')
          },
        }
        expect(await commit(store, write, [stood + 1], stood)).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
        engine.fault = {}
        const stands = await revisionOf(store)
        if (stands === stood)
          expect(await commit(store, write, [stood + 1], stood)).toEqual(right(checkpointPut(stood + 1)))
      }
      expect(await stateOf(file.open())).toEqual({ told: [1, 2], revision: 2 })
      figures({ rounds: 2, acknowledged: 2, lost: 0 })
    },
  )

  it('refuses a transaction that an error ended although apply caught it', async () => {
    const store = file.open()
    const swallowing: Apply = (numbers, db) => {
      write(numbers, db)
      // What SQLite does by itself when the disk is full.
      db.exec('ROLLBACK')
      write(numbers, db)
    }
    await expect(commit(store, swallowing)).rejects.toEqual(refusal('ended'))
    expect(await revisionOf(store)).toBe(0)
  })
})
