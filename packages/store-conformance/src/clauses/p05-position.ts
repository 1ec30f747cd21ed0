import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf, outcomesOf, someInstant } from '../event.js'
import { holds, same } from '../expectation.js'
import { readLog, readWhole } from '../reading.js'
import { tenant } from '../scene.js'
import { type Acknowledged, runWriters } from './writers.js'

export const positionChecks: readonly Check[] = checksOf('P5', [
  {
    sentence: 'positions of a tenant grow in commit order',
    title: 'under 12 writers an append that began after another was answered has the larger position',
    run: async (scene) => {
      const acknowledged = await runWriters(scene, 12, 15)
      const byBegin = acknowledged.toSorted((a, b) => a.began - b.began)
      const byEnd = acknowledged.toSorted((a, b) => a.ended - b.ended)
      let ended = 0
      let largest = 0
      for (const { began, position } of byBegin) {
        for (let next = byEnd[ended]; next !== undefined && next.ended < began; next = byEnd[ended]) {
          largest = Math.max(largest, next.position)
          ended += 1
        }
        holds(position > largest, `position ${position} was given after ${largest} had been answered`)
      }
    },
  },
  {
    sentence: 'positions of a tenant grow in commit order',
    title: 'under 12 writers the log has each answered position once, in growing order',
    run: async (scene) => {
      const acknowledged = await runWriters(scene, 12, 15)
      const positions = (await readLog(await scene.handle(), tenant)).map(({ position }) => position)
      same(
        positions,
        positions.toSorted((a, b) => a - b),
        'the positions of the log',
      )
      same(new Set(positions).size, positions.length, 'the number of different positions')
      const read = new Set(positions)
      for (const { position } of acknowledged) holds(read.has(position), `position ${position} is not in the log`)
      holds(
        positions.every((position) => Number.isSafeInteger(position) && position > 0),
        'positions are from 1 on',
      )
    },
  },
  {
    sentence: 'positions agree with versions, which are 1, 2, 3',
    title: 'under 12 writers each stream reads 1, 2, 3, in the log as in the stream, and as it was answered',
    run: async (scene) => {
      const acknowledged = await runWriters(scene, 12, 15)
      const store = await scene.handle()
      const log = await readLog(store, tenant)
      for (const stream of new Set(acknowledged.map((one) => one.stream))) {
        const inLog = log.filter((event) => event.stream === stream)
        same(
          inLog.map(({ version }) => version),
          inLog.map((_, n) => n + 1),
          `the versions of ${stream} in the log`,
        )
        same(await readWhole(store, tenant, stream), inLog, `the stream ${stream} beside the log`)
        const answered = acknowledged.filter((one) => one.stream === stream).toSorted((a, b) => a.version - b.version)
        same(inLog.map(placeOf), answered.map(placeOf), `what was answered of ${stream}`)
      }
    },
  },
  {
    sentence: 'recordedAt is the clock of the store, raised to the last one of the tenant',
    title: 'a clock that steps back is raised to the last one, in every stream, for this tenant alone',
    needs: ['setClock'],
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const base = 2_000_000_000_000
      const steps = [
        { clock: base, stream: 's1', expected: base },
        { clock: base - 5000, stream: 's1', expected: base },
        { clock: base - 5000, stream: 's2', expected: base },
        { clock: base + 7, stream: 's2', expected: base + 7 },
        { clock: 0, stream: 's3', expected: base + 7 },
      ]
      for (const [n, { clock, stream }] of steps.entries()) {
        scene.store.setClock?.(clock)
        await appendOne(n % 2 === 0 ? store : other, 'clocked', stream, eventOf(`e${n}`))
      }
      scene.store.setClock?.(base - 900)
      await appendOne(store, 'apart', 's1', eventOf('e'))
      const times = (await readLog(store, 'clocked')).map(({ recordedAt }) => recordedAt)
      same(
        times,
        steps.map(({ expected }) => expected),
        'the times of the tenant',
      )
      same(
        (await readLog(store, 'apart')).map(({ recordedAt }) => recordedAt),
        [base - 900],
        'the time of another tenant',
      )
    },
  },
  {
    sentence: 'recordedAt is the clock of the store, raised to the last one of the tenant',
    title: 'an import keeps the time it states, raised to the last one; the clock is raised to it as well',
    run: async (scene) => {
      const store = await scene.handle()
      const future = 4_000_000_000_000
      const imported = [1000, someInstant, 5000, future, undefined]
      const appends = imported.map((recordedAt, n) => ({
        ...appendOf('orders', 'any' as const, eventOf(`e${n}`)),
        ...(recordedAt === undefined ? {} : { recordedAt }),
      }))
      await appendAll(store, 'imported', appends)
      const times = (await readLog(store, 'imported')).map(({ recordedAt }) => recordedAt)
      same(times, [1000, someInstant, someInstant, future, future], 'the times of the import')
    },
  },
  {
    sentence: 'recordedAt is the clock of the store, raised to the last one of the tenant',
    title: 'under 12 writers recordedAt never decreases along the log, and is whole ms since epoch',
    run: async (scene) => {
      await runWriters(scene, 12, 10)
      const times = (await readLog(await scene.handle(), tenant)).map(({ recordedAt }) => recordedAt)
      same(
        times,
        times.toSorted((a, b) => a - b),
        'the times of the log',
      )
      holds(
        times.every((time) => Number.isSafeInteger(time) && time >= 0),
        'times are whole ms since epoch',
      )
    },
  },
  {
    sentence: 'appended says the recordedAt that reads give',
    title: 'of an import, and of appends on a clock that is behind it',
    run: async (scene) => {
      const store = await scene.handle()
      const future = 4_000_000_000_000
      const imported = [1000, undefined, future, 5000, undefined]
      const appends = imported.map((recordedAt, n) => ({
        ...appendOf('orders', 'any' as const, eventOf(`e${n}`)),
        ...(recordedAt === undefined ? {} : { recordedAt }),
      }))
      const outcomes = await outcomesOf(store, 'told', appends)
      const read = await readLog(store, 'told')
      same(
        outcomes.map((outcome) => outcome._tag === 'appended' && outcome.recordedAt),
        read.map(({ recordedAt }) => recordedAt),
        'the times that were answered',
      )
    },
  },
])

const placeOf = ({ version, position }: Pick<Acknowledged, 'version' | 'position'>) => ({ version, position })
