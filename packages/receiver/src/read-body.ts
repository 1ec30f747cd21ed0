import type { BodySource } from './body-source.js'
import { gatheredBytes } from './gathered-bytes.js'

/** What came of reading a body. `interrupted`: it ended before its time, so what arrived is not the body. */
export type BodyRead = { readonly _tag: 'whole'; readonly bytes: Uint8Array } | { readonly _tag: BodyFault }

export type BodyFault = 'too-large' | 'slow' | 'interrupted'

/** What a body is held against while it arrives. */
export interface BodyLimits {
  readonly maxBytes: number
  /** How long it may take, ms. */
  readonly deadlineMs: number
  /** The length that was announced, if one was. */
  readonly announced: number | undefined
}

/** Reads a body while it arrives; at most `maxBytes` of it are held. Answers as soon as it is clear, and never rejects. */
export const readBody = (flow: BodySource, { maxBytes, deadlineMs, announced = 0 }: BodyLimits): Promise<BodyRead> =>
  new Promise((resolve) => {
    const gathered = gatheredBytes()
    const settle = (read: BodyRead): void => {
      clearTimeout(timer)
      resolve(read)
    }
    const giveUp = (fault: BodyFault): void => {
      stop()
      settle({ _tag: fault })
    }
    const timer = setTimeout(giveUp, deadlineMs, 'slow')
    const stop = flow({
      piece: (bytes) => {
        if (gathered.size + bytes.byteLength > maxBytes) giveUp('too-large')
        else gathered.add(bytes)
      },
      ended: () =>
        settle(gathered.size < announced ? { _tag: 'interrupted' } : { _tag: 'whole', bytes: gathered.bytes() }),
      failed: () => settle({ _tag: 'interrupted' }),
    })
  })
