import type { IncomingMessage } from 'node:http'

import { describe, expect, test } from 'vitest'

import { headerIn, statesNoBody } from '../../src/node/headers.js'

type Stated = Partial<Pick<IncomingMessage, 'rawHeaders' | 'headers' | 'httpVersionMajor'>> & {
  readonly stream?: unknown
}

/** A message as Node makes it, or an adapter that leaves some of it out. */
const message = (stated: Stated): IncomingMessage => stated as unknown as IncomingMessage

describe('a header of a message', () => {
  test.each([
    ['by its name in any case', { rawHeaders: ['X-Key', 'a', 'Other', 'b'] }, 'a'],
    ['that is repeated is joined', { rawHeaders: ['x-key', 'a', 'X-KEY', 'b', 'x-key', ''] }, 'a, b, '],
    ['that is not there is null', { rawHeaders: ['x-kez', 'a', 'x-key-2', 'b'] }, null],
    ['whose value is cut off is not there', { rawHeaders: ['a', 'b', 'x-key'] }, null],
    ['of an adapter without raw headers', { rawHeaders: [], headers: { 'X-Key': 'a' } }, 'a'],
    ['of an adapter that repeats it', { headers: { other: 'b', 'x-key': ['a', 'b'] as unknown as string } }, 'a, b'],
    ['of an adapter that states it as undefined', { headers: { 'x-key': undefined } }, null],
    ['of an adapter that does not state it', { headers: { other: 'b' } }, null],
    ['of an adapter without headers', {}, null],
  ])('%s', (_, stated, value) => {
    expect(headerIn(message(stated), 'x-key')).toBe(value)
  })

  test('that HTTP/2 makes of the request line is none', () => {
    expect(headerIn(message({ rawHeaders: [':path', '/'] }), ':path')).toBeNull()
    expect(headerIn(message({ rawHeaders: ['path', '/'] }), 'path')).toBe('/')
  })
})

test.each([
  [true, { httpVersionMajor: 1, rawHeaders: ['host', 'a'] }],
  [false, { httpVersionMajor: 1, rawHeaders: ['Content-Length', '0'] }],
  [false, { httpVersionMajor: 1, rawHeaders: ['transfer-encoding', 'chunked'] }],
  [false, { httpVersionMajor: 1, rawHeaders: [] }],
  [false, { httpVersionMajor: 1 }],
  [false, { rawHeaders: ['host', 'a'] }],
  [true, { httpVersionMajor: 2, stream: { endAfterHeaders: true } }],
  [false, { httpVersionMajor: 2, stream: { endAfterHeaders: false } }],
  [false, { httpVersionMajor: 2 }],
])('It is %j that a message states no body: %j', (states, stated) => {
  expect(statesNoBody(message(stated))).toBe(states)
})
