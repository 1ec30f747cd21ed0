import { type Check, checksOf } from '../check.js'
import { appendOf, eventOf, outcomesOf } from '../event.js'
import { same } from '../expectation.js'
import { readWhole } from '../reading.js'
import { tenant } from '../scene.js'

export const outcomeChecks: readonly Check[] = checksOf('P9', [
  {
    sentence: 'the outcomes of a call are in order and independent',
    title: 'conflict, appended, appended, conflict in one call store the two in the middle',
    run: async (scene) => {
      const store = await scene.handle()
      const outcomes = await outcomesOf(store, tenant, [
        appendOf('orders', 5, eventOf('a')),
        appendOf('orders', 0, eventOf('b')),
        appendOf('returns', 0, eventOf('c')),
        appendOf('returns', 0, eventOf('d')),
      ])
      same(outcomes.map(tagAndVersion), ['conflict 0', 'appended 1', 'appended 1', 'conflict 1'], 'the outcomes')
      same(
        (await readWhole(store, tenant, 'orders')).map(({ id }) => id),
        ['b'],
        'the stream orders',
      )
      same(
        (await readWhole(store, tenant, 'returns')).map(({ id }) => id),
        ['c'],
        'the stream returns',
      )
    },
  },
  {
    sentence: 'the outcomes of a call are in order and independent',
    title: 'a later append of a call sees the earlier ones: their versions and their ids',
    run: async (scene) => {
      const store = await scene.handle()
      const outcomes = await outcomesOf(store, tenant, [
        appendOf('orders', 0, eventOf('a')),
        appendOf('orders', 1, eventOf('b')),
        appendOf('orders', 1, eventOf('c')),
        appendOf('orders', 0, eventOf('a')),
        appendOf('orders', 'any', eventOf('d')),
        appendOf('orders', 3, eventOf('b')),
        appendOf('orders', 3, eventOf('c')),
      ])
      const expected = [
        'appended 1',
        'appended 2',
        'conflict 2',
        'duplicate 1',
        'appended 3',
        'duplicate 2',
        'appended 4',
      ]
      same(outcomes.map(tagAndVersion), expected, 'the outcomes')
      same(
        (await readWhole(store, tenant, 'orders')).map(({ id }) => id),
        ['a', 'b', 'd', 'c'],
        'the stream',
      )
    },
  },
  {
    sentence: 'the outcomes of a call are in order and independent',
    title: 'random calls of many appends, side by side over 2 handles, are each answered in their own order',
    run: async (scene) => {
      const handles = [await scene.handle(), await scene.handle()]
      const call = async (name: string): Promise<void> => {
        const wanted = Array.from({ length: 20 }, () => scene.random.below(3))
        const appends = wanted.map((want, n) =>
          appendOf(`${name}-${n}`, want === 0 ? 9 : 'any', eventOf(want === 1 ? `${name}-${n}` : 'x')),
        )
        const outcomes = await outcomesOf(scene.random.pick(handles), tenant, appends)
        same(
          outcomes.map(tagAndVersion),
          wanted.map((want) => (want === 0 ? 'conflict 0' : 'appended 1')),
          'the outcomes',
        )
      }
      await Promise.all(Array.from({ length: 12 }, (_, n) => call(`call-${n}`)))
    },
  },
])

const tagAndVersion = ({ _tag, version }: { readonly _tag: string; readonly version: number }): string =>
  `${_tag} ${version}`
