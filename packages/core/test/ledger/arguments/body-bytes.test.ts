import { runInNewContext } from 'node:vm'

import { describe, expect, test } from 'vitest'

import { bodyBytes } from '../../../src/ledger/arguments/body-bytes.js'

const bytes = [123, 34, 97]

const detached = (): Uint8Array => {
  const view = new Uint8Array(bytes)
  structuredClone(view.buffer, { transfer: [view.buffer] })
  return view
}

const shared = (): Uint8Array => {
  const view = new Uint8Array(new SharedArrayBuffer(3))
  view.set(bytes)
  return view
}

interface Resizable extends ArrayBuffer {
  resize(length: number): void
}

const resizable = (): { readonly buffer: Resizable; readonly view: Uint8Array } => {
  const make = ArrayBuffer as unknown as new (length: number, options: { maxByteLength: number }) => Resizable
  const buffer = new make(3, { maxByteLength: 8 })
  new Uint8Array(buffer).set(bytes)
  return { buffer, view: new Uint8Array(buffer, 1, 2) }
}

describe('the bytes of a body', () => {
  test.each<readonly [string, unknown, readonly number[]]>([
    ['a text', '{"a', bytes],
    ['a Uint8Array', new Uint8Array(bytes), bytes],
    ['a Buffer', Buffer.from(bytes), bytes],
    ['a part of a buffer', new Uint8Array([0, ...bytes, 9]).subarray(1, 4), bytes],
    ['a DataView', new DataView(new Uint8Array([0, ...bytes]).buffer, 1), bytes],
    ['an ArrayBuffer', new Uint8Array(bytes).buffer, bytes],
    ['shared memory', shared(), bytes],
    ['resizable memory', resizable().view, bytes.slice(1)],
    ['a Uint8Array of another realm', runInNewContext(`new Uint8Array([${bytes.join()}])`) as unknown, bytes],
    ['nothing', new Uint8Array(), []],
    ['nothing within a buffer', new Uint8Array(bytes).subarray(1, 1), []],
  ])('are copied from %s', (_, given, expected) => {
    const read = bodyBytes(given)
    expect(read).toMatchObject({ _tag: 'Right' })
    if (read._tag === 'Left') return
    expect([...read.right]).toEqual(expected)
    if (ArrayBuffer.isView(given)) new Uint8Array(given.buffer).fill(0)
    expect([...read.right]).toEqual(expected)
  })

  test('of a detached buffer are refused by name, not taken for none', () => {
    expect(detached().byteLength).toBe(0)
    for (const gone of [detached(), detached().buffer])
      expect(bodyBytes(gone)).toMatchObject({
        left: { argument: 'body', expected: expect.stringContaining('detached') as string },
      })
  })

  test('of a view that its buffer no longer reaches are refused', () => {
    const { buffer, view } = resizable()
    buffer.resize(0)
    expect(bodyBytes(view)).toMatchObject({ left: { argument: 'body' } })
    const other = resizable()
    const cut = new DataView(other.buffer, 2)
    other.buffer.resize(1)
    expect(bodyBytes(cut)).toMatchObject({ left: { argument: 'body' } })
  })

  test.each([undefined, null, 1, {}, [1, 2], new Date(0), { [Symbol.toStringTag]: 'Uint8Array', byteLength: 2 }])(
    'are not read from %s',
    (given) => {
      expect(bodyBytes(given)).toMatchObject({ left: { _tag: 'InvalidArgument', argument: 'body' } })
    },
  )
})
