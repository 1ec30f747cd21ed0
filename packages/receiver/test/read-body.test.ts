import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { BodySource, BodyObserver } from '../src/body-source.js'
import { type BodyLimits, type BodyRead, readBody } from '../src/read-body.js'

const limits: BodyLimits = { maxBytes: 100, deadlineMs: 1000, announced: undefined }

/** A body that flows by hand, and knows whether it was stopped. */
const byHand = (): {
  readonly flow: BodySource
  readonly heard: () => BodyObserver
  readonly isStopped: () => boolean
} => {
  let listening: BodyObserver | undefined
  let stopped = false
  return {
    flow: (given) => {
      listening = given
      return () => void (stopped = true)
    },
    heard: () => listening ?? expect.unreachable('nobody listens'),
    isStopped: () => stopped,
  }
}

const piece = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill)

test('a body is what arrived, whatever the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 30_000 }), { maxLength: 12 }), async (pieces) => {
      const { flow, heard } = byHand()
      const reading = readBody(flow, { ...limits, maxBytes: 360_000, announced: Buffer.concat(pieces).byteLength })
      for (const each of pieces) heard().piece(each)
      heard().ended()
      const read = await reading
      expect(read._tag === 'whole' && Buffer.from(read.bytes).equals(Buffer.concat(pieces))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('a body of the limit is taken, and one byte more is not waited for', async () => {
  const most = byHand()
  const reading = readBody(most.flow, limits)
  most.heard().piece(piece(100))
  most.heard().ended()
  expect(await reading).toMatchObject({ _tag: 'whole', bytes: { byteLength: 100 } })
  const more = byHand()
  const refused = readBody(more.flow, limits)
  more.heard().piece(piece(99))
  more.heard().piece(piece(2))
  expect(await refused).toEqual({ _tag: 'too-large' })
  expect([most.isStopped(), more.isStopped()]).toEqual([false, true])
})

test('a body that ends before its announced length is none, and a longer one is taken', async () => {
  for (const [announced, tag] of [
    [50, 'interrupted'],
    [49, 'whole'],
    [0, 'whole'],
  ] as const) {
    const { flow, heard } = byHand()
    const reading = readBody(flow, { ...limits, announced })
    heard().piece(piece(49))
    heard().ended()
    expect(await reading).toMatchObject({ _tag: tag })
  }
})

type Read = (flow: BodySource, limits: BodyLimits) => Promise<BodyRead>

describe('a body that does not come', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** What the deadline comes to while a body of one piece stalls, by the clock of the test. */
  const afterDeadline = async (read: Read): Promise<string> => {
    const { flow, heard, isStopped } = byHand()
    const reading = read(flow, limits)
    heard().piece(piece(5))
    await vi.advanceTimersByTimeAsync(999)
    const early = await Promise.race([reading, Promise.resolve({ _tag: 'waits' })])
    await vi.advanceTimersByTimeAsync(1)
    const late = await Promise.race([reading, Promise.resolve({ _tag: 'waits' })])
    return `${early._tag} ${late._tag} ${isStopped() ? 'stopped' : 'flows'}`
  }

  test('is waited for until the deadline and not longer', async () => {
    expect(await afterDeadline(readBody)).toBe('waits slow stopped')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is waited for for ever by a reader without a deadline, and that is found: sabotage', async () => {
    const patient: Read = (flow, given) => readBody(flow, { ...given, deadlineMs: 2 ** 31 - 1 })
    expect(await afterDeadline(patient)).toBe('waits waits flows')
  })

  test('leaves no timer behind when it came', async () => {
    const { flow, heard } = byHand()
    const reading = readBody(flow, limits)
    heard().failed()
    heard().ended()
    expect(await reading).toEqual({ _tag: 'interrupted' })
    expect(vi.getTimerCount()).toBe(0)
  })
})
