import { setImmediate, setInterval } from 'node:timers'

import type { Either } from 'fp-ts/lib/Either.js'

import type { InvalidArgument } from '../../failure/store-error.js'
import { storeLimits } from '../../store/limits.js'
import { bodyBytes } from '../arguments/body-bytes.js'

/** Bodies from anywhere: a list, a generator, a stream's `ndjson`. They are pulled no faster than they are stored. */
export type WebhookBodies = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** How a source of bodies ended: by itself or by an abort, by what it threw, or by something that is no body. */
export type SourceEnd =
  | { readonly _tag: 'ended' }
  | { readonly _tag: 'threw'; readonly cause: unknown }
  | { readonly _tag: 'no-body'; readonly fault: InvalidArgument }

export interface GroupOptions {
  /** Bodies of a group at most. */
  readonly size: number
  /** Ends the pulling; what is in hand is a last group. */
  readonly signal: AbortSignal | undefined
}

/** As many bytes are held at a time, whatever the number of bodies. */
const mostBytes = 16 * storeLimits.bodyBytes

/** A group that waits so long for its next body is handed over as it is, in ms. */
const longestWait = 50

/**
 * Pulls bodies, copies each at once, and hands them over in groups: full ones, and what is there when the source pauses
 * or ends in whatever way. `store` is awaited before more is pulled; where it returns `false` the pulling ends.
 */
export const eachGroup = async (
  bodies: WebhookBodies,
  { size, signal }: GroupOptions,
  store: (group: readonly Uint8Array[]) => Promise<boolean>,
): Promise<SourceEnd> => {
  let group: Uint8Array[] = []
  let bytes = 0
  let pulledAt = now()
  let end: SourceEnd | undefined
  let isStopped = false
  let wake = (): void => {}
  let resume = (): void => {}

  const take = async (given: unknown): Promise<boolean> => {
    const body: Either<InvalidArgument, Uint8Array> = bodyBytes(given)
    if (body._tag === 'Left') {
      end = { _tag: 'no-body', fault: body.left }
      return false
    }
    group.push(body.right)
    bytes += body.right.byteLength
    pulledAt = now()
    if (group.length >= size || bytes >= mostBytes) {
      const stored = new Promise<void>((resolve) => (resume = resolve))
      wake()
      await stored
    }
    return !isStopped
  }

  const pull = async (): Promise<void> => {
    try {
      for await (const body of bodies) if (!(await take(body))) break
    } catch (cause) {
      end ??= { _tag: 'threw', cause }
    }
    end ??= { _tag: 'ended' }
    wake()
  }

  const abort = (): void => {
    isStopped = true
    // What the source has resolved already is still taken.
    setImmediate(() => {
      end ??= { _tag: 'ended' }
      wake()
    })
  }

  const timer = setInterval(() => {
    if (group.length > 0 && now() - pulledAt >= longestWait) wake()
  }, longestWait / 2)
  timer.unref()
  signal?.addEventListener('abort', abort)
  try {
    if (signal?.aborted === true) return { _tag: 'ended' }
    let woken = new Promise<void>((resolve) => (wake = resolve))
    void pull()
    for (;;) {
      await woken
      woken = new Promise<void>((resolve) => (wake = resolve))
      const [pulled, release] = [group, resume]
      group = []
      bytes = 0
      resume = () => {}
      const isRefused = pulled.length > 0 && !(await store(pulled))
      isStopped ||= isRefused
      release()
      if (isRefused) return { _tag: 'ended' }
      if (end !== undefined && group.length === 0) return end
      if (end !== undefined) wake()
    }
  } finally {
    isStopped = true
    resume()
    clearInterval(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** Taken before anybody can fake it. */
const now = performance.now.bind(performance)
