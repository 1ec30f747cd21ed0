import { type Answer, type EventStore, type AppendAnswer, storeClosed } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, someInstant } from '../event.js'
import { holds, same } from '../expectation.js'
import { breathe, readWhole, tenantsOf } from '../reading.js'
import { tenant } from '../scene.js'

export const closeChecks: readonly Check[] = checksOf('P13', [
  {
    sentence: 'close is idempotent',
    title: 'closing twice, at once and again later, resolves each time and leaves other handles alone',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      await appendOne(store, tenant, 'orders', eventOf('before'))
      await Promise.all([store.close(), store.close()])
      await store.close()
      await appendOne(other, tenant, 'orders', eventOf('after'))
      same(
        (await readWhole(other, tenant, 'orders')).map(({ id }) => id),
        ['before', 'after'],
        'through the other handle',
      )
      const third = await scene.handle()
      same((await readWhole(third, tenant, 'orders')).length, 2, 'the events through a handle opened later')
    },
  },
  {
    sentence: 'calls accepted before close are settled by it',
    title: 'when close resolves, every call made before it was answered, and none with StoreClosed',
    run: async (scene) => {
      for (let round = 0; round < 5; round += 1) {
        const [store, other] = [await scene.handle(), await scene.handle()]
        const answers: string[] = []
        const calls = [...appendsAtOnce(store, round), ...readsAtOnce(store)]
        for (const call of calls)
          call.then(
            (answer) => answers.push(answer._tag === 'Left' ? answer.left._tag : 'value'),
            () => answers.push('a rejection'),
          )
        await store.close()
        await breathe()
        same(
          answers.filter((tag) => tag !== 'value'),
          [],
          'what calls before close answered, but for values',
        )
        same(answers.length, calls.length, 'the number of calls that close settled')
        same((await readWhole(other, tenant, `round-${round}`)).length, 24, 'the events of the round')
      }
    },
  },
  {
    sentence: 'calls accepted before close are settled by it',
    title: 'under load each append is either stored and acknowledged, or StoreClosed and not stored',
    run: async (scene) => {
      const [store, reader] = [await scene.handle(), await scene.handle()]
      const acknowledged: string[] = []
      const refused: string[] = []
      let closing: Promise<void> | undefined
      const write = async (writer: number): Promise<void> => {
        for (let n = 0; n < 200; n += 1) {
          const id = `w${writer}-${n}`
          const answer = await store.append(tenant, [appendOf('load', 'any', eventOf(id))])
          if (answer._tag === 'Left') {
            same(answer.left, storeClosed, 'what an append under close answers')
            refused.push(id)
            return
          }
          if (acknowledged.push(id) === 40) closing = store.close()
          await breathe()
        }
      }
      await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)))
      await closing
      const stored = (await readWhole(reader, tenant, 'load')).map(({ id }) => id)
      same(stored.toSorted(), acknowledged.toSorted(), 'the events that are stored, beside the acknowledged ones')
      holds(refused.length === 8, `${refused.length} of 8 writers got that the store is closed`)
    },
  },
  {
    sentence: 'calls after close give StoreClosed',
    title: 'every call after close answers StoreClosed, and an append is not stored',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const closing = store.close()
      await expectClosed(everyCall(store), 'while it closes')
      await closing
      await expectClosed(everyCall(store), 'after close')
      store.onAppend(tenant, () => {})()
      same(await readWhole(other, tenant, 'closed'), [], 'the stream that was appended to after close')
      same((await tenantsOf(other, '', 1000)).includes('closed'), false, 'whether a tenant was made')
    },
  },
])

const appendsAtOnce = (store: EventStore, round: number): readonly Answer<AppendAnswer>[] =>
  Array.from({ length: 24 }, (_, n) => store.append(tenant, [appendOf(`round-${round}`, 'any', eventOf(`e${n}`))]))

const readsAtOnce = (store: EventStore): readonly Answer<unknown>[] => [
  store.readAll(tenant, 0, 100),
  store.readStream(tenant, 's1', 0, 100),
  store.streams(tenant, '', '', 100),
  store.body(tenant, 1),
  store.heads('', 100),
  store.forget(tenant, 's1', 1, someInstant),
]

const expectClosed = async (calls: Readonly<Record<string, Answer<unknown>>>, when: string): Promise<void> => {
  const answers = await Promise.all(Object.values(calls))
  for (const [n, name] of Object.keys(calls).entries())
    same(answers[n], { _tag: 'Left', left: storeClosed }, `${name} ${when}`)
}

const everyCall = (store: EventStore): Readonly<Record<string, Answer<unknown>>> => ({
  append: store.append(tenant, [appendOf('closed', 'any', eventOf('e'))]),
  appendElsewhere: store.append('closed', [appendOf('closed', 'any', eventOf('e'))]),
  readStream: store.readStream(tenant, 's1', 0, 10),
  readAll: store.readAll(tenant, 0, 10),
  body: store.body(tenant, 1),
  forget: store.forget(tenant, 's1', 1, someInstant),
  streams: store.streams(tenant, '', '', 10),
  heads: store.heads('', 10),
})
