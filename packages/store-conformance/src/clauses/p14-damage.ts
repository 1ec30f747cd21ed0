import type { Appended, EventStore, RecordedEvent, StoreError } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, eventOf, readBack, someInstant, withoutTime } from '../event.js'
import { holds, nth, same, valueOf } from '../expectation.js'
import { readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import type { Damage } from '../subject.js'

export const damageChecks: readonly Check[] = checksOf('P14', [
  ...(['flip-facts', 'flip-personal', 'flip-body'] as const).map((kind) => ({
    sentence: 'what was damaged comes back as Corrupt, or as it went in' as const,
    title: `${kind}: a bit that changed is never read as if nothing were`,
    needs: ['damage' as const],
    run: async (scene: Scene) => {
      for (const version of [1, 4, 6]) await expectNoticed(scene, kind, version)
    },
  })),
  ...(['drop-personal', 'drop-body'] as const).map((kind) => ({
    sentence: 'what is missing is noticed' as const,
    title: `${kind}: a part that is gone without a mark of forgetting is Corrupt`,
    needs: ['damage' as const],
    run: async (scene: Scene) => {
      for (const version of [2, 6]) await expectNoticed(scene, kind, version)
    },
  })),
  {
    sentence: 'what is missing is noticed',
    title: 'drop-event: a stream that lacks an event in the middle or its last one is Corrupt',
    needs: ['damage'],
    run: async (scene) => {
      for (const version of [3, 6]) {
        const { stream } = await damaged(scene, 'drop-event', version)
        const store = await scene.handle()
        const answer = await store.readStream(tenant, stream, 0, 100)
        holds(
          isRight(answer, 6) || isCorrupt(answer),
          `a stream without version ${version} was read as if it were whole`,
        )
      }
    },
  },
  {
    sentence: 'what is missing is noticed',
    title: 'a part that was forgotten is no damage',
    needs: ['damage'],
    run: async (scene) => {
      const { stream } = await filled(scene, 'forgotten')
      await valueOf((await scene.handle()).forget(tenant, stream, 6, someInstant), 'forget')
      await scene.closeHandles()
      const events = await readWhole(await scene.handle(), tenant, stream)
      same(
        events.map(({ forgotten }) => forgotten),
        Array.from({ length: 6 }, () => true),
        'the marks',
      )
    },
  },
])

interface Filled {
  readonly stream: string
  readonly places: readonly Appended[]
}

type Read = Awaited<ReturnType<EventStore['readStream']>>

const filled = async (scene: Scene, stream: string): Promise<Filled> => {
  const appends = [1, 2, 3, 4, 5, 6].map((n) => appendOf(stream, 'any', eventOf(`e${n}`)))
  return { stream, places: await appendAll(await scene.handle(), tenant, appends) }
}

const damaged = async (scene: Scene, kind: Damage, version: number): Promise<Filled> => {
  const made = await filled(scene, `${kind}-${version}`)
  await filled(scene, `${kind}-${version}-beside`)
  await scene.closeHandles()
  const position = nth(made.places, version - 1).position
  await scene.store.damage?.(kind, { tenant, stream: made.stream, version, position })
  return made
}

/** Through every read that may show the part: each gives what went in, or Corrupt; and another stream is still read. */
const expectNoticed = async (scene: Scene, kind: Damage, version: number): Promise<void> => {
  const { stream, places } = await damaged(scene, kind, version)
  const store = await scene.handle()
  const position = nth(places, version - 1).position
  const sent = eventOf(`e${version}`)
  const expected = [readBack(stream, { version, position }, sent)]
  for (const read of [
    await store.readStream(tenant, stream, version - 1, 1),
    await store.readAll(tenant, position - 1, 1),
  ]) {
    if (read._tag === 'Left') expectCorrupt(read.left, kind)
    else same(withoutTime(read.right.events), expected, `an event after ${kind}`)
  }
  const body = await store.body(tenant, position)
  if (body._tag === 'Left') expectCorrupt(body.left, kind)
  else same(body.right && new Uint8Array(body.right), sent.body, `a body after ${kind}`)
  same((await readWhole(store, tenant, `${stream}-beside`)).length, 6, 'the events of a stream that was not damaged')
  await scene.closeHandles()
}

const expectCorrupt = (error: StoreError, kind: Damage): void => {
  holds(error._tag === 'Corrupt', `a read after ${kind} answered ${error._tag}`)
  holds(Number.isSafeInteger(error.position) && error.position >= 0, 'Corrupt names the nearest position, or 0')
}

const isCorrupt = (answer: Read): boolean => answer._tag === 'Left' && answer.left._tag === 'Corrupt'

const isRight = (answer: Read, count: number): boolean =>
  answer._tag === 'Right' &&
  answer.right.events.filter((event: RecordedEvent) => event.facts['about'] !== '').length === count
