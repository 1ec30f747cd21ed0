import { type CheckpointStore, right } from '@partner-ledger/core/store'
import { followModel, type ModelSubject, storeCommands } from '@partner-ledger/store-conformance/model'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../tools/faults/figures.js'
import type { SqliteStore } from '../src/sqlite-store.js'
import { sqliteStore } from '../src/store.js'
import { rounds } from './scale.js'
import { newFolder, removeFolder } from './temporary-folder.js'

const runs = rounds(1000)
const commandsOfARun = 50

/** The model: the memory store, which lives as long as its log. */
const model = (): ModelSubject => {
  const log = memoryLog()
  return { open: (clock) => memoryStore({ log, clock }) }
}

let folder = ''
let files = 0

beforeAll(() => {
  folder = newFolder()
})

afterAll(() => {
  removeFolder(folder)
})

const sqlite = (broken: (store: SqliteStore) => SqliteStore = (store) => store): ModelSubject => {
  files += 1
  const path = `${folder}/${files}.db`
  return { open: (clock) => broken(sqliteStore({ path, clock })) }
}

/** Whether a run of these commands finds a difference between the model and a broken store. */
const isFoundOut = (broken: (store: SqliteStore) => SqliteStore): Promise<boolean> =>
  fc
    .check(
      fc.asyncProperty(storeCommands(commandsOfARun), async (commands) => {
        await followModel(model(), sqlite(broken), commands)
      }),
      { numRuns: 500, endOnFailure: true },
    )
    .then(({ failed }) => failed)

const offByOne: Readonly<Record<string, (store: SqliteStore) => SqliteStore>> = {
  'reads a stream from the version itself': (store) => ({
    ...store,
    readStream: (tenant, stream, after, limit) => store.readStream(tenant, stream, Math.max(0, after - 1), limit),
  }),
  'reads one event too few': (store) => ({
    ...store,
    readAll: async (tenant, after, limit) => {
      const read = await store.readAll(tenant, after, limit)
      return read._tag === 'Left' ? read : right({ ...read.right, events: read.right.events.slice(0, limit - 1) })
    },
  }),
  'forgets one version too many': (store) => ({
    ...store,
    forget: (tenant, stream, upTo, until) => store.forget(tenant, stream, upTo + 1, until),
  }),
  'forgets what occurred a moment later': (store) => ({
    ...store,
    forget: (tenant, stream, upTo, until) => store.forget(tenant, stream, upTo, until + 1),
  }),
  'expects one version more': (store) => ({
    ...store,
    append: (tenant, [first, ...rest]) =>
      store.append(tenant, [{ ...first, expected: first.expected === 'any' ? 'any' : first.expected + 1 }, ...rest]),
  }),
  'gives the body of the event before': (store) => ({
    ...store,
    body: (tenant, position) => store.body(tenant, Math.max(0, position - 1)),
  }),
}

const checkpointsOffByOne: Readonly<Record<string, (store: CheckpointStore) => Partial<CheckpointStore>>> = {
  'expects one revision more of a put': (store) => ({
    put: (place, expected, checkpoint) => store.put(place, expected + 1, checkpoint),
  }),
  'takes the revision before for the one that stands': (store) => ({
    put: async (place, expected, checkpoint) => {
      const put = await store.put(place, expected, checkpoint)
      const isBehind = put._tag === 'Right' && put.right._tag === 'conflict' && put.right.revision === expected + 1
      return isBehind ? store.put(place, expected + 1, checkpoint) : put
    },
  }),
  'names a revision too great': (store) => ({
    put: async (place, expected, checkpoint) => {
      const put = await store.put(place, expected, checkpoint)
      return put._tag === 'Left' ? put : right({ ...put.right, revision: put.right.revision + 1 })
    },
  }),
  'deletes at the revision before': (store) => ({
    delete: async (place, expected) => {
      const done = await store.delete(place, expected)
      const isBehind = done._tag === 'Right' && done.right._tag === 'conflict' && done.right.revision === expected + 1
      return isBehind ? store.delete(place, expected + 1) : done
    },
  }),
  'keeps a position one short': (store) => ({
    put: (place, expected, checkpoint) =>
      store.put(place, expected, { ...checkpoint, position: Math.max(0, checkpoint.position - 1) }),
  }),
  'lists one too few': (store) => ({
    list: async (after, limit) => {
      const page = await store.list(after, limit)
      return page._tag === 'Left' ? page : right(page.right.slice(0, limit - 1))
    },
  }),
}

describe('the sqlite store against the memory store as its model', () => {
  it(
    `answers the same in ${runs} runs of ${commandsOfARun} commands`,
    { tags: 'fault:model', timeout: 600_000 },
    async () => {
      let ran = 0
      await fc.assert(
        fc.asyncProperty(storeCommands(commandsOfARun), async (commands) => {
          ran += await followModel(model(), sqlite(), commands)
        }),
        { numRuns: runs, endOnFailure: false },
      )
      expect(ran).toBe(runs * commandsOfARun)
      figures({ rounds: runs, commands: ran, differing: 0 })
    },
  )

  it.each(Object.entries(checkpointsOffByOne))(
    'is found out where its checkpoint store %s: sabotage',
    { tags: 'twin:model' },
    async (_, change) => {
      const broken = (store: SqliteStore): SqliteStore => ({
        ...store,
        checkpoints: { ...store.checkpoints, ...change(store.checkpoints) },
      })
      expect(await isFoundOut(broken)).toBe(true)
    },
  )

  it.each(Object.entries(offByOne))('is found out where it %s: sabotage', { tags: 'twin:model' }, async (_, broken) => {
    expect(await isFoundOut(broken)).toBe(true)
  })
})
