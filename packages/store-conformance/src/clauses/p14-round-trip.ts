import { type Append, type Facts, type NewEvent, storeLimits } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf, nonEmpty, outcomesOf, readBack, withoutTime } from '../event.js'
import { same, valueOf } from '../expectation.js'
import { eventsOf, readLog, readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import { hostileNames } from './hostile-names.js'

export const roundTripChecks: readonly Check[] = checksOf('P14', [
  {
    sentence: 'what comes back is what went in',
    title: 'texts stay texts and numbers stay numbers, to the last digit, and each part that is absent stays absent',
    run: async (scene) => {
      await expectBack(
        scene,
        Object.entries(values()).map(([key, facts]) => ({ ...eventOf(key), facts, personal: facts })),
      )
      const { personal: _, body: __, ...bare } = eventOf('bare')
      await expectBack(scene, [bare, { ...bare, id: 'empty', facts: {}, personal: {}, body: new Uint8Array() }])
    },
  },
  {
    sentence: 'what comes back is what went in',
    title: 'random events of random facts, personal parts and bodies come back as they were',
    run: async (scene) => {
      await expectBack(
        scene,
        Array.from({ length: 60 }, (_, n) => randomEvent(scene, `random-${n}`)),
      )
    },
  },
  {
    sentence: 'what comes back is what went in',
    title: 'parts at their limits come back: 48 keys, a text and a body of a MiB, an occurredAt before 1970',
    run: async (scene) => {
      const keys = Array.from({ length: storeLimits.factKeys }, (_, n) => [`key${n}`, n] as const)
      const text = '\u20ac'.repeat(Math.floor(storeLimits.textBytes / 3))
      const body = Uint8Array.from({ length: storeLimits.bodyBytes }, (_, n) => (n * 7 + (n >> 8)) % 256)
      await expectBack(scene, [
        { ...eventOf('many'), facts: Object.fromEntries(keys), personal: Object.fromEntries(keys) },
        { ...eventOf('long'), facts: { text }, personal: { text: text.replaceAll('\u20ac', 'abc') }, body },
        { ...eventOf('old'), occurredAt: -62_135_596_800_000, schema: 2 ** 31 - 1 },
      ])
    },
  },
  {
    sentence: 'what comes back is what went in',
    title: '-0 is 0: in facts and personal parts, as a time, and as an argument of every call',
    run: async (scene) => {
      const store = await scene.handle()
      const zero = { ...eventOf('zero', { tier: 0 }), personal: { points: 0 }, occurredAt: 0 }
      const minus = { ...zero, facts: { ...zero.facts, tier: -0 }, personal: { points: -0 }, occurredAt: -0 }
      const place = await appendOne(store, tenant, 'orders', minus)
      const expected = [readBack('orders', place, zero)]
      same(withoutTime(await readWhole(store, tenant, 'orders')), expected, 'an event of values that are -0')
      const again = { ...appendOf('returns', -0, zero), recordedAt: -0 }
      await appendAll(store, 'minus', [again])
      const read = await eventsOf(store.readAll('minus', -0, 10), 'readAll after -0')
      same(
        read.map(({ recordedAt }) => recordedAt),
        [0],
        'the time of an import at -0',
      )
      same(await eventsOf(store.readStream('minus', 'returns', -0, 10), 'readStream after -0'), read, 'the stream')
      same(await valueOf(store.body('minus', -0), 'body at -0'), undefined, 'the body at -0')
      await valueOf(store.forget('minus', 'returns', -0, -0), 'forget up to -0')
      same(await readWhole(store, 'minus', 'returns'), read, 'the stream after forgetting nothing')
      const [known] = await outcomesOf(store, tenant, [appendOf('orders', 'any', minus)])
      same(known?._tag === 'duplicate' && [known.occurredAt, known.facts], [0, zero.facts], 'a duplicate of it')
    },
  },
  {
    sentence: 'what comes back is what went in',
    title: 'what the caller does to its objects after the call, or to what it read, does not reach the store',
    run: async (scene) => {
      const store = await scene.handle()
      const sent = [eventOf('a', { tier: 1 }), eventOf('b', { tier: 2 })].map(withOwnMemory)
      const call = nonEmpty<Append>(sent.map((event) => appendOf('orders', 'any', event)))
      const answer = store.append(tenant, call)
      for (const event of sent) overwrite(event)
      call.splice(0)
      await valueOf(answer, 'append')
      const before = await readWhole(store, tenant, 'orders')
      same(
        before.map(({ facts }) => facts['tier']),
        [1, 2],
        'the facts, after the caller changed its own',
      )
      for (const event of before) {
        const body = await valueOf(store.body(tenant, event.position), 'body')
        same(body && new Uint8Array(body), eventOf(event.id).body, 'the body, after the caller changed its own')
        body?.fill(0)
        const again = await valueOf(store.body(tenant, event.position), 'body')
        same(again && new Uint8Array(again), eventOf(event.id).body, 'the body, after a reader changed its own')
        Reflect.set(event.facts, 'tier', 9)
        Reflect.set(event.personal ?? {}, 'membershipNumber', 'changed')
        Reflect.set(event, 'version', 99)
      }
      const after = await readWhole(store, tenant, 'orders')
      const expected = after.map((event, n) => readBack('orders', event, eventOf(event.id, { tier: n + 1 })))
      same(withoutTime(after), expected, 'the events, after a reader changed its own')
      same(
        after.map(({ version }) => version),
        [1, 2],
        'the versions, after a reader changed its own',
      )
    },
  },
])

const expectBack = async (scene: Scene, events: readonly NewEvent[]): Promise<void> => {
  const [store, other] = [await scene.handle(), await scene.handle()]
  const stream = `of-${events[0]?.id}`
  for (const [n, event] of events.entries()) {
    const place = await appendOne(store, tenant, stream, event)
    const expected = [readBack(stream, place, event)]
    same(
      withoutTime(await eventsOf(other.readStream(tenant, stream, n, 10), 'readStream')),
      expected,
      `event '${event.id}'`,
    )
    const body = await valueOf(other.body(tenant, place.position), 'body')
    same(body && new Uint8Array(body), event.body && new Uint8Array(event.body), `the body of '${event.id}'`)
  }
  const inLog = (await readLog(other, tenant)).filter((event) => event.stream === stream)
  same(inLog, await readWhole(other, tenant, stream), 'the events in the log')
}

const values = (): Readonly<Record<string, Facts>> => ({
  numbers: {
    zero: 0,
    one: 1,
    minus: -1,
    most: Number.MAX_SAFE_INTEGER,
    least: Number.MIN_SAFE_INTEGER,
    third: 2 ** 31,
  },
  digits: {
    zero: '0',
    padded: '007',
    decimal: '1.0',
    exponent: '1e3',
    most: '9007199254740993',
    minus: '-0',
    plus: '+1',
  },
  words: {
    empty: '',
    blank: ' ',
    yes: 'true',
    nothing: 'null',
    undef: 'undefined',
    json: '{"a":[1]}',
    date: '2024-02-30',
  },
  keys: { constructor: 1, toString: 'a', hasOwnProperty: 2, valueOf: 'b', then: 3, a: 1, aB: 2, ab: 3, a1: 4 },
  lines: { unix: 'a\nb', windows: 'a\r\nb', tab: '\t', quote: `"'\`\\`, control: '\u0001\u001f\u007f\u2028' },
  unicode: { composed: 'caf\u00e9', decomposed: 'cafe\u0301', pair: '\u{1f600}', last: '\u{10ffff}', bom: '\ufeffa' },
})

const randomEvent = ({ random }: Scene, id: string): NewEvent => {
  const facts = (): Facts => {
    const keys = Array.from({ length: random.below(12) }, () => `k${random.below(1000)}`)
    const value = () => (random.below(2) === 0 ? random.pick(hostileNames) : random.below(2 ** 31) - 2 ** 30)
    return Object.fromEntries(keys.map((key) => [key, value()]))
  }
  return {
    ...eventOf(id),
    facts: facts(),
    personal: facts(),
    body: Uint8Array.from({ length: random.below(300) }, () => random.below(256)),
  }
}

/** Its body is a part of a larger Buffer, as bodies that come off a socket are. */
const withOwnMemory = (event: NewEvent): NewEvent => {
  const body = event.body ?? new Uint8Array()
  const memory = Buffer.alloc(body.length + 16, 255)
  memory.set(body, 8)
  return { ...event, body: memory.subarray(8, 8 + body.length) }
}

const overwrite = (event: NewEvent): void => {
  event.body?.fill(0)
  Reflect.set(event.facts, 'tier', 77)
  Reflect.set(event.personal ?? {}, 'membershipNumber', 'changed')
}
