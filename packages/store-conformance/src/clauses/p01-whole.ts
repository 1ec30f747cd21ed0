import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, eventOf, readBack, withoutTime } from '../event.js'
import { same, valueOf } from '../expectation.js'
import { breathe, eventsOf, headOf } from '../reading.js'
import { type Scene, tenant } from '../scene.js'

export const wholeChecks: readonly Check[] = checksOf('P1', [
  {
    sentence: 'an event is visible whole or not at all',
    title: 'whoever reads while events are appended sees all the parts of each',
    run: async (scene) => {
      let writing = true
      const writers = Promise.all([0, 1, 2].map((writer) => write(scene, `w${writer}`)))
      const over = writers.finally(() => {
        writing = false
      })
      await Promise.all([over, ...[0, 1].map(() => readUntil(scene, () => !writing))])
    },
  },
])

const rounds = 12

const wideEvent = (id: string) =>
  eventOf(id, Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`part${n}`, id])))

const write = async (scene: Scene, stream: string): Promise<void> => {
  const store = await scene.handle()
  for (let round = 0; round < rounds; round += 1) {
    const ids = [0, 1, 2].map((n) => `${stream}-${round}-${n}`)
    await appendAll(
      store,
      tenant,
      ids.map((id) => appendOf(stream, 'any', wideEvent(id))),
    )
    await breathe()
  }
}

const readUntil = async (scene: Scene, isOver: () => boolean): Promise<void> => {
  const store = await scene.handle()
  const head = await headOf(store, tenant)
  for (let last = false; ; ) {
    const events = await eventsOf(store.readAll(tenant, head, 1000), 'readAll')
    for (const event of events.slice(-6)) {
      const sent = wideEvent(event.id)
      same(withoutTime([event]), [readBack(event.stream, event, sent)], 'an event read while others are appended')
      const body = await valueOf(store.body(tenant, event.position), 'body')
      same(body && new Uint8Array(body), sent.body, `the body at ${event.position}`)
    }
    if (last) return
    last = isOver()
    await breathe()
  }
}
