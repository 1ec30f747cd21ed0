import type { EventStore, NewEvent } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, outcomesOf, readBack, withoutTime } from '../event.js'
import { same, valueOf } from '../expectation.js'
import { tenant } from '../scene.js'
import { eventsOf, headOf, tenantsOf } from '../reading.js'

export const readYourWriteChecks: readonly Check[] = checksOf('P7', [
  {
    sentence: 'after append resolves, every later read through any handle sees it',
    title: 'what is written through one handle is read at once through all three, by every call that reads',
    run: async (scene) => {
      const handles = [await scene.handle(), await scene.handle(), await scene.handle()]
      for (let round = 0; round < 30; round += 1) {
        const stream = `stream-${round % 4}`
        const event = eventOf(`round-${round}`)
        const place = await appendOne(scene.random.pick(handles), tenant, stream, event)
        for (const reader of handles) await expectRead(reader, stream, place, event)
      }
    },
  },
  {
    sentence: 'after append resolves, every later read through any handle sees it',
    title: 'a handle that read a stream, a tenant and a list of tenants as empty sees the first event of each',
    run: async (scene) => {
      const [writer, reader] = [await scene.handle(), await scene.handle()]
      const look = async () => ({
        stream: (await eventsOf(reader.readStream('late', 'orders', 0, 10), 'readStream')).length,
        log: (await eventsOf(reader.readAll('late', 0, 10), 'readAll')).length,
        head: (await headOf(reader, 'late')) > 0,
        listed: (await tenantsOf(reader, '', 1000)).includes('late'),
      })
      same(await look(), { stream: 0, log: 0, head: false, listed: false }, 'a tenant without events')
      await appendOne(writer, 'late', 'orders', eventOf('first'))
      same(await look(), { stream: 1, log: 1, head: true, listed: true }, 'a tenant with its first event')
    },
  },
  {
    sentence: 'after append resolves, every later read through any handle sees it',
    title: 'versions and ids are known through any handle: a conflict and a duplicate are answered there',
    run: async (scene) => {
      const [writer, other] = [await scene.handle(), await scene.handle()]
      for (let n = 0; n < 10; n += 1) {
        await appendOne(writer, tenant, 'orders', eventOf(`e${n}`))
        const outcomes = await outcomesOf(other, tenant, [
          appendOf('orders', n, eventOf('stale')),
          appendOf('orders', n, eventOf(`e${n}`)),
        ])
        same(
          outcomes.map(({ _tag, version }) => [_tag, version]),
          [
            ['conflict', n + 1],
            ['duplicate', n + 1],
          ],
          'outcomes',
        )
      }
    },
  },
])

const expectRead = async (
  reader: EventStore,
  stream: string,
  place: { readonly version: number; readonly position: number },
  event: NewEvent,
): Promise<void> => {
  const expected = [readBack(stream, place, event)]
  const inStream = await eventsOf(reader.readStream(tenant, stream, place.version - 1, 10), 'readStream')
  same(withoutTime(inStream), expected, 'the stream right after an append')
  const inLog = await eventsOf(reader.readAll(tenant, place.position - 1, 10), 'readAll')
  same(withoutTime(inLog), expected, 'the log right after an append')
  same(await headOf(reader, tenant), place.position, 'the head right after an append')
  const body = await valueOf(reader.body(tenant, place.position), 'body')
  same(body && new Uint8Array(body), event.body, 'the body right after an append')
}
