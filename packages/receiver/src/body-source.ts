import { nextTurn } from './next-turn.js'
import { rawBodyOf } from './raw-body.js'

/** Why a body cannot be had: `interrupted`: it did not arrive whole; `already-read`: somebody read it before. */
export type BodyLoss = 'interrupted' | 'already-read'

/** Receives a body, never before the call of its source has returned. The first ending counts. */
export interface BodyObserver {
  /** Takes the next bytes. They are copied: the caller may reuse the memory. */
  readonly piece: (bytes: Uint8Array) => void
  /** All pieces have been handed over. */
  readonly ended: () => void
  /**
   * Takes the whole body at once, from whoever knows all of it: a framework that read it, or a request that states that
   * it has none. Its size need not be the announced one, since a framework may have decompressed it.
   */
  readonly whole: (bytes: Uint8Array) => void
  /** The body cannot be had; by default because it was interrupted. */
  readonly failed: (loss?: BodyLoss) => void
}

/** Starts to hand over a body, piece by piece as it arrives. The function that it returns stops it and leaves the rest unread. */
export type BodySource = (observer: BodyObserver) => () => void

/** The body of a fetch-shaped request. Stopping does not cancel it: that would cut the connection of the answer. */
export const bodyOf =
  (request: Request): BodySource =>
  (observer) => {
    const raw = rawBodyOf(request)
    if (raw !== undefined) return soon(() => observer.whole(raw))
    const { body } = request
    if (body === null || body === undefined) return soon(() => observer.whole(new Uint8Array(0)))
    if (request.bodyUsed || body.locked) return soon(() => observer.failed('already-read'))
    const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
    const read = async (): Promise<void> => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) observer.piece(next.value)
    }
    read()
      .then(() => hasBeenReset(request))
      .then(
        (isReset) => (isReset ? observer.failed() : observer.ended()),
        () => observer.failed(),
      )
    return () => reader.releaseLock()
  }

/** How many turns of the event loop a reset may come after the end of a body. */
const resetTurns = 4

/**
 * Whether the client has gone away. One that does so over HTTP/2 ends the body and resets the stream just after that, which
 * only the signal of the request shows; a body of an announced length needs none.
 */
const hasBeenReset = async ({ headers, signal }: Request): Promise<boolean> => {
  if (headers.has('content-length')) return false
  for (let turn = 0; turn < resetTurns && !signal?.aborted; turn += 1) await nextTurn()
  return signal?.aborted ?? false
}

/** Runs this after the caller has returned, unless the function that it returns is called first. */
export const soon = (run: () => void): (() => void) => {
  let isStopped = false
  queueMicrotask(() => {
    if (!isStopped) run()
  })
  return () => {
    isStopped = true
  }
}
