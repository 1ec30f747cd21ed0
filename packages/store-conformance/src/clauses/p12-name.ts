import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, eventOf, outcomesOf, readBack, withoutTime } from '../event.js'
import { same } from '../expectation.js'
import { readLog, readWhole, tenantsOf } from '../reading.js'
import { noisyTenants, tenant } from '../scene.js'
import { hostileIds, hostileNames } from './hostile-names.js'

const sentence = 'any text without NUL and unpaired surrogates makes an exact round trip as tenant, stream and id'

export const nameChecks: readonly Check[] = checksOf('P12', [
  {
    sentence,
    title: 'streams of hostile names, up to 200 bytes, are each a stream of its own and keep their name',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const appends = hostileNames.map((stream, n) => appendOf(stream, 0, eventOf(`e${n}`)))
      const places = await appendAll(store, tenant, appends)
      for (const [n, stream] of hostileNames.entries()) {
        const expected = places.slice(n, n + 1).map((place) => readBack(stream, place, eventOf(`e${n}`)))
        same(withoutTime(await readWhole(other, tenant, stream)), expected, `the stream '${stream}'`)
      }
      const inLog = (await readLog(other, tenant)).slice(-hostileNames.length).map(({ stream }) => stream)
      same(inLog, hostileNames, 'the names of the streams in the log')
    },
  },
  {
    sentence,
    title: 'hostile ids, up to 1,024 bytes, are each an event of its own, keep their text and are known again',
    run: async (scene) => {
      const store = await scene.handle()
      const appends = hostileIds.map((id) => appendOf('orders', 'any', { ...eventOf('e'), id }))
      await appendAll(store, tenant, appends)
      same(
        (await readWhole(store, tenant, 'orders')).map(({ id }) => id),
        hostileIds,
        'the ids of the stream',
      )
      const again = await outcomesOf(store, tenant, appends)
      const expected = hostileIds.map((_, n) => `duplicate ${n + 1}`)
      same(
        again.map(({ _tag, version }) => `${_tag} ${version}`),
        expected,
        'the outcomes of a retry',
      )
    },
  },
  {
    sentence,
    title: 'tenants of hostile names, up to 200 bytes, are listed exactly as they were given',
    run: async (scene) => {
      const store = await scene.handle()
      for (const name of hostileNames) await appendAll(store, name, [appendOf('orders', 0, eventOf('e'))])
      const listed = await tenantsOf(await scene.handle(), '', 10_000)
      same(listed.toSorted(), [...hostileNames, ...noisyTenants].toSorted(), 'the tenants')
    },
  },
  {
    sentence,
    title: 'types and texts of facts keep hostile names as well',
    run: async (scene) => {
      const store = await scene.handle()
      const appends = hostileNames.map((name, n) =>
        appendOf('orders', n, { ...eventOf(`e${n}`, { name }), type: name }),
      )
      await appendAll(store, tenant, appends)
      const events = await readWhole(store, tenant, 'orders')
      same(
        events.map(({ type }) => type),
        hostileNames,
        'the types',
      )
      same(
        events.map(({ facts }) => facts['name']),
        hostileNames,
        'the texts',
      )
    },
  },
])
