import type { BodyLoss, BodySource } from './body-source.js'
import { bytesOf } from './bytes-of.js'
import { gatheredBytes } from './gathered-bytes.js'

/** The outcome of reading a body. */
export type BodyRead = { readonly _tag: 'whole'; readonly bytes: Uint8Array } | { readonly _tag: BodyFault }

/** `slow`: the deadline passed. */
export type BodyFault = 'too-large' | 'slow' | BodyLoss

/** What a body is held against while it arrives. */
export interface BodyLimits {
  readonly maxBytes: number
  /** How long it may take, ms. */
  readonly deadlineMs: number
  /** The announced length, if there is one. */
  readonly announced: number | undefined
}

/** Reads a body while it arrives and holds at most `maxBytes` of it. Resolves as soon as the outcome is clear; never rejects. */
export const readBody = (source: BodySource, { maxBytes, deadlineMs, announced }: BodyLimits): Promise<BodyRead> =>
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
    const take = (piece: unknown): boolean => {
      const bytes = bytesOf(piece)
      if (bytes === undefined) giveUp('interrupted')
      else if (gathered.size + bytes.byteLength > maxBytes) giveUp('too-large')
      else gathered.add(bytes)
      return bytes !== undefined
    }
    const finish = (shortfall: BodyLoss | undefined): void =>
      settle(shortfall === undefined ? { _tag: 'whole', bytes: gathered.bytes() } : { _tag: shortfall })
    const timer = setTimeout(giveUp, deadlineMs, 'slow')
    let stop = (): void => {}
    try {
      stop = source({
        piece: take,
        ended: () => finish(shortfallOf(gathered.size, announced)),
        whole: (bytes) => {
          if (take(bytes)) finish(gathered.size === 0 && (announced ?? 0) > 0 ? 'already-read' : undefined)
        },
        failed: (loss = 'interrupted') => settle({ _tag: loss }),
      })
    } catch {
      // A source of a server's own may throw.
      giveUp('interrupted')
    }
  })

/**
 * Why so many bytes are not the body, if they are not. Nothing at all, although nobody announced an empty body, means that
 * somebody read it before.
 */
const shortfallOf = (size: number, announced: number | undefined): BodyLoss | undefined => {
  if (size === 0 && announced !== 0) return 'already-read'
  return size < (announced ?? 0) ? 'interrupted' : undefined
}
