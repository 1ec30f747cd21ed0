import type { EventStore } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf, outcomesOf, readBack, someInstant, withoutTime } from '../event.js'
import { same, valueOf } from '../expectation.js'
import { headOf, readLog, readWhole } from '../reading.js'
import { hostileNames } from './hostile-names.js'

export const tenantChecks: readonly Check[] = checksOf('P10', [
  {
    sentence: 'no call for one tenant sees the data of another',
    title: 'tenants of hostile names with the same streams and ids read their own log and bodies, and nothing else',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      for (const [n, tenant] of hostileNames.entries()) {
        const appends = ['a', 'b', 'c'].slice(0, 1 + (n % 3)).map((id) => appendOf('same', 'any', ownEvent(id, tenant)))
        await appendAll(n % 2 === 0 ? store : other, tenant, appends)
      }
      for (const [n, tenant] of hostileNames.entries()) await expectOwn(store, tenant, 1 + (n % 3))
    },
  },
  {
    sentence: 'no call for one tenant sees the data of another',
    title: 'versions and ids of one tenant neither conflict with those of another nor are duplicates of them',
    run: async (scene) => {
      const store = await scene.handle()
      for (const tenant of ['left', 'right', 'left ']) {
        const outcomes = await outcomesOf(store, tenant, [
          appendOf('same', 0, eventOf('a')),
          appendOf('same', 1, eventOf('b')),
        ])
        same(
          outcomes.map(({ _tag, version }) => `${_tag} ${version}`),
          ['appended 1', 'appended 2'],
          `of '${tenant}'`,
        )
      }
    },
  },
  {
    sentence: 'no call for one tenant sees the data of another',
    title: 'a position, a stream and a body of one tenant are nothing to a tenant that has none',
    run: async (scene) => {
      const store = await scene.handle()
      for (let n = 0; n < 5; n += 1) await appendOne(store, 'left', 'same', eventOf(`e${n}`))
      const { position } = await appendOne(store, 'left', 'same', eventOf('last'))
      for (let at = 0; at <= position; at += 1)
        same(await valueOf(store.body('right', at), 'body'), undefined, `the body at ${at} of a tenant without events`)
      same(await headOf(store, 'right'), 0, 'the head of a tenant without events')
      same(await readWhole(store, 'right', 'same'), [], 'the stream of a tenant without events')
      same(await readLog(store, 'right'), [], 'the log of a tenant without events')
    },
  },
  {
    sentence: 'no call for one tenant sees the data of another',
    title: 'forgetting a stream of one tenant leaves the stream of the same name of another alone',
    run: async (scene) => {
      const store = await scene.handle()
      for (const tenant of ['left', 'right']) await appendOne(store, tenant, 'same', ownEvent('a', tenant))
      await valueOf(store.forget('left', 'same', 1000, someInstant), 'forget')
      await expectOwn(store, 'right', 1)
    },
  },
  {
    sentence: 'no call for one tenant sees the data of another',
    title: 'tenants that are written side by side keep logs apart',
    run: async (scene) => {
      const handles = [await scene.handle(), await scene.handle()]
      const tenants = hostileNames.slice(0, 8)
      const ids = ['a', 'b', 'c', 'd', 'e']
      const write = async (tenant: string): Promise<void> => {
        for (const id of ids) await appendOne(scene.random.pick(handles), tenant, 'same', ownEvent(id, tenant))
      }
      await Promise.all(tenants.map(write))
      for (const tenant of tenants) await expectOwn(scene.random.pick(handles), tenant, ids.length)
    },
  },
])

const ownEvent = (id: string, tenant: string) => {
  const body = new TextEncoder().encode(`${id} of ${tenant}`)
  return { ...eventOf(id, { of: tenant }), personal: { membershipNumber: tenant }, body }
}

const expectOwn = async (store: EventStore, tenant: string, count: number): Promise<void> => {
  const log = await readLog(store, tenant)
  const ids = ['a', 'b', 'c', 'd', 'e'].slice(0, count)
  same(
    log.map(({ id, version }) => `${version} ${id}`),
    ids.map((id, n) => `${n + 1} ${id}`),
    `the log of '${tenant}'`,
  )
  same(await readWhole(store, tenant, 'same'), log, `the stream of '${tenant}'`)
  same(await headOf(store, tenant), log.at(-1)?.position, `the head of '${tenant}'`)
  for (const event of log) {
    const sent = ownEvent(event.id, tenant)
    same(withoutTime([event]), [readBack('same', event, sent)], `an event of '${tenant}'`)
    const body = await valueOf(store.body(tenant, event.position), 'body')
    same(body && new Uint8Array(body), sent.body, `a body of '${tenant}'`)
  }
}
