import type { EventStore, RecordedEvent } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOne, eventOf } from '../event.js'
import { holds, same } from '../expectation.js'
import { breathe, eventsOf, headOf, readLog } from '../reading.js'
import { tenant } from '../scene.js'
import { runWriters } from './writers.js'

export const tailChecks: readonly Check[] = checksOf('P6', [
  {
    sentence: 'once a reader was given a position, no event at or below it appears later',
    title: 'readers that follow the log under 12 writers end up with the whole log',
    run: async (scene) => {
      let writing = true
      const readers = [1, 7, 100].map(async (page) => follow(await scene.handle(), page, () => !writing))
      const writers = runWriters(scene, 12, 20).finally(() => {
        writing = false
      })
      const [, ...views] = await Promise.all([writers, ...readers])
      const log = (await readLog(await scene.handle(), tenant)).map(idAndPosition)
      for (const seen of views) same(seen.map(idAndPosition), log, 'what a reader that follows saw')
    },
  },
  {
    sentence: 'once a reader was given a position, no event at or below it appears later',
    title: 'the head is a position too: nothing appears at or below it later',
    run: async (scene) => {
      const store = await scene.handle()
      const looks: { readonly head: number; readonly ids: readonly string[] }[] = []
      let writing = true
      const looking = (async () => {
        while (writing) {
          const head = await headOf(store, tenant)
          looks.push({ head, ids: upTo(head, await readLog(store, tenant)) })
          await breathe()
        }
      })()
      const writers = runWriters(scene, 6, 10).finally(() => {
        writing = false
      })
      await Promise.all([writers, looking])
      const log = await readLog(store, tenant)
      for (const { head, ids } of looks) same(ids, upTo(head, log), `the events up to the head ${head}`)
    },
  },
  {
    sentence: 'once a reader was given a position, no event at or below it appears later',
    title: 'after a restart new positions lie above every position that was given',
    needs: ['reopen'],
    run: async (scene) => {
      const first = await scene.handle()
      const { position } = await appendOne(first, tenant, 'orders', eventOf('before'))
      const before = await readLog(first, tenant)
      const again = await scene.reopened()
      const next = await appendOne(again, tenant, 'orders', eventOf('after'))
      holds(next.position > position, `position ${next.position} was given after a restart, ${position} before it`)
      same((await readLog(again, tenant)).slice(0, -1), before, 'the log of before the restart')
    },
  },
])

const idAndPosition = ({ id, position }: RecordedEvent): string => `${position} ${id}`

const upTo = (head: number, log: readonly RecordedEvent[]): readonly string[] =>
  log.filter(({ position }) => position <= head).map(idAndPosition)

const follow = async (store: EventStore, page: number, isOver: () => boolean): Promise<readonly RecordedEvent[]> => {
  const seen: RecordedEvent[] = []
  for (let last = false; ; ) {
    const next = await eventsOf(store.readAll(tenant, seen.at(-1)?.position ?? 0, page), 'readAll')
    seen.push(...next)
    holds(seen.length < 10_000, 'a reader that follows is given more events than were appended')
    if (next.length === 0 && last) return seen
    if (next.length === 0) last = isOver()
    await breathe()
  }
}
