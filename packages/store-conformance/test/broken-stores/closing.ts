import { type EventStore, left, right, storeClosed } from '@partner-ledger/core/store'

import { breathe } from '../../src/reading.js'
import { broken, type BrokenStore } from './broken.js'

/** P13. */
export const closeBreakers: readonly BrokenStore[] = [
  broken('P13', 'hangs in the second close', () => ({ close }) => {
    let closed = false
    return {
      close: () => {
        if (closed) return new Promise(() => {})
        closed = true
        return close()
      },
    }
  }),
  broken('P13', 'rejects the second close', () => ({ close }) => {
    let closed = false
    return {
      close: async () => {
        if (closed) throw new Error('closed')
        closed = true
        await close()
      },
    }
  }),
  broken('P13', 'closes every handle with the first', () => {
    const all: EventStore[] = []
    return (store) => {
      all.push(store)
      return {
        close: async () => {
          await Promise.all(all.map((one) => one.close()))
        },
      }
    }
  }),
  broken('P13', 'never closes', () => () => ({ close: async () => {} })),
  broken('P13', 'answers heads after close', () => ({ heads }) => ({
    heads: async (...call) => {
      const answer = await heads(...call)
      const isClosed = answer._tag === 'Left' && answer.left._tag === 'StoreClosed'
      return isClosed ? right({ epoch: 'e', heads: [], more: false }) : answer
    },
  })),
  broken('P13', 'rejects after close', () => ({ close, heads }) => {
    let closed = false
    return {
      close: () => {
        closed = true
        return close()
      },
      heads: async (...call) => {
        if (closed) throw new Error('closed')
        return heads(...call)
      },
    }
  }),
  broken('P13', 'drops the appends that wait when it is closed', () => ({ append, close }) => {
    let closed = false
    return {
      append: async (...call) => {
        if (!closed) await breathe()
        return closed ? left(storeClosed) : append(...call)
      },
      close: () => {
        closed = true
        return close()
      },
    }
  }),
  broken('P13', 'leaves the appends that wait without an answer', () => ({ append, close }) => {
    let closed = false
    return {
      append: async (...call) => {
        if (!closed) await breathe()
        else return left(storeClosed)
        return closed ? new Promise(() => {}) : append(...call)
      },
      close: () => {
        closed = true
        return close()
      },
    }
  }),
  broken('P13', 'acknowledges the appends that wait and stores none of them', () => ({ append, close }) => {
    let closing = false
    let closed = false
    return {
      append: async (...call) => {
        if (closed) return left(storeClosed)
        if (call[0] === 'acme' && !closing) await breathe()
        return closing && !closed
          ? right({ epoch: 'e', head: 1, outcomes: [{ _tag: 'appended', version: 1, position: 1, recordedAt: 0 }] })
          : append(...call)
      },
      close: async () => {
        closing = true
        await breathe()
        closed = true
        await close()
      },
    }
  }),
]
