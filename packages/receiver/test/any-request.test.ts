import { memoryStore } from '@partner-ledger/store-memory'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { WebhookHandler } from '../src/webhook-handler.js'
import { delivery, key, receiving } from './webhooks.js'

const mark = 'ZQX7CANARY'

const statuses: Readonly<Record<number, readonly string[]>> = {
  200: ['Recorded', 'Duplicate', 'Quarantined', 'Ignored'],
  401: ['Unauthorized'],
  405: ['MethodNotAllowed'],
  413: ['Refused'],
  429: ['TryAgain'],
}

const anyBody: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.json({ depthSize: 'small' }).map((json) => Buffer.from(json)),
    fc
      .record(
        { id: fc.nat(9), orgId: fc.constantFrom(50191, 7, mark), eventName: fc.constantFrom('x', mark) },
        { requiredKeys: ['id'] },
      )
      .map(({ id, ...root }) => Buffer.from(delivery(id, root))),
  )
  .chain((bytes) => fc.constantFrom(bytes, Buffer.concat([bytes, Buffer.from(`"${mark}"`)])))

/** Often enough for every answer to come up. */
const soundBody: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.nat(9), fc.constantFrom({}, { eventName: 'x' }))
  .map(([id, root]) => Buffer.from(delivery(id, root)))

const bodyArbitrary = fc.oneof({ weight: 4, arbitrary: anyBody }, { weight: 1, arbitrary: soundBody })

const headerValue = fc.oneof(
  fc.constantFrom(key, mark, 'gzip', 'identity', '0', '17', '9999999'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => text.trim()),
)

const headersArbitrary = fc.record(
  {
    'x-webhook-key': headerValue,
    'content-type': headerValue,
    'content-encoding': fc.oneof({ weight: 3, arbitrary: fc.constant('identity') }, headerValue),
    'content-length': fc.oneof({ weight: 3, arbitrary: fc.constant('0') }, headerValue),
    [mark]: headerValue,
  },
  { requiredKeys: [] },
)

const request = fc.record({
  method: fc.oneof(
    { weight: 4, arbitrary: fc.constant('POST') },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', mark) },
  ),
  path: fc.webPath().map((path) => `${path}?${mark}`),
  headers: headersArbitrary,
  knows: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
  /** Over 1 MiB. */
  large: fc.integer({ min: 0, max: 19 }).map((n) => n === 19),
  body: bodyArbitrary,
  pieces: fc.integer({ min: 1, max: 5 }),
})

type Drawn = typeof request extends fc.Arbitrary<infer A> ? A : never

const requestOf = ({ method, path, headers, knows, large, body, pieces }: Drawn): Request => {
  const bytes = large ? Buffer.concat([body, Buffer.alloc(1_048_577, mark)]) : body
  const cut = Math.ceil(bytes.byteLength / pieces) || 1
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let at = 0; at < bytes.byteLength; at += cut) controller.enqueue(bytes.subarray(at, at + cut))
      controller.close()
    },
  })
  return new Request(`http://localhost${path}`, {
    method,
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: stream, duplex: 'half' }),
    headers: { ...headers, ...(knows ? { 'x-webhook-key': key } : {}) },
  })
}

/** What is wrong with the answer to this request, if anything. */
const faultOf = async (
  handle: (request: Request) => Promise<Response>,
  drawn: Drawn,
  log: readonly unknown[],
): Promise<string | undefined> => {
  const answer = await handle(requestOf(drawn))
  const text = await answer.text()
  const { reply } = JSON.parse(text) as { reply: string }
  if (statuses[answer.status]?.includes(reply) !== true) return `${answer.status} ${reply} is not of the table`
  if (answer.headers.get('content-type') !== 'application/json') return 'the answer is not JSON'
  if ((answer.status === 429) !== answer.headers.has('retry-after')) return 'Retry-After and 429 go together'
  const output = JSON.stringify([text, [...answer.headers], log])
  return output.includes(mark) ? 'a value of the request is printed' : undefined
}

const receiverOf = (): { readonly handler: WebhookHandler; readonly log: readonly unknown[] } =>
  receiving({ allowedOrgs: [50191], deadlineMs: 60_000 }, { store: memoryStore(), quarantine: { maxEntries: 200 } })

test('whatever comes, the answer is of the table, is JSON, and holds no value of the request', async () => {
  const { handler, log } = receiverOf()
  const check = fc.asyncProperty(request, async (drawn) => {
    expect(await faultOf(handler, drawn, log)).toBeUndefined()
  })
  await fc.assert(check, { numRuns: 1000 })
  const counts = Object.values(handler.counts())
  expect(counts.reduce((sum, count) => sum + count)).toBe(1000)
  expect(counts.filter((count) => count > 0).length).toBeGreaterThanOrEqual(7)
})

/** Breaks the handler's answer in one way. */
const broken: Readonly<Record<string, (answer: Response, request: Request) => Response>> = {
  'a status of its own': (answer) => new Response(answer.body, { status: 400, headers: answer.headers }),
  'no Retry-After, but a Retry-After': (answer) =>
    new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': 'application/json', ...(answer.status === 429 ? {} : { 'retry-after': '1' }) },
    }),
  'the path in the answer': (answer, { url }) =>
    new Response(answer.body, {
      status: answer.status,
      headers: { ...Object.fromEntries(answer.headers), 'x-url': url },
    }),
  'a page': (answer) => new Response(answer.body, { status: answer.status, headers: { 'content-type': 'text/html' } }),
}

test.each(Object.entries(broken))('%s is found: sabotage', async (_, breakAnswer) => {
  const { handler, log } = receiverOf()
  const handle = async (given: Request): Promise<Response> => breakAnswer(await handler(given), given)
  const check = fc.asyncProperty(request, async (drawn) => (await faultOf(handle, drawn, log)) === undefined)
  expect((await fc.check(check, { numRuns: 200 })).failed).toBe(true)
})
