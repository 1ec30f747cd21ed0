import { readOnly, unavailable } from '@partner-ledger/core/store'

import type { Clause } from '../../src/promises.js'
import { type NetworkSabotage, networkSubject } from '../network/network-subject.js'
import { type BrokenStore, sabotaged } from './broken.js'
import { versionOf } from './change.js'

const brokenOnNetwork = (breaks: Clause, name: string, sabotage: NetworkSabotage): BrokenStore => ({
  breaks,
  subject: networkSubject(name, sabotage),
})

const honest = networkSubject('honest')

/** What only a store on a network can break. */
export const networkBreakers: readonly BrokenStore[] = [
  brokenOnNetwork('P4', 'switches durability off on its connections', { waitsForQuorum: () => false }),
  brokenOnNetwork('P4', 'switches durability on for the first connections alone', {
    waitsForQuorum: (made) => made <= 4,
  }),
  brokenOnNetwork('P4', 'switches durability on for its first connection alone', {
    waitsForQuorum: (made) => made === 1,
  }),
  brokenOnNetwork('P4', 'answers a commit before its quorum is reached', { isConfirmed: false }),
  brokenOnNetwork('P9', 'answers a lost answer as Unavailable', { lost: unavailable }),
  brokenOnNetwork('P15', 'answers a write of a lost connection as Unavailable', { lost: unavailable }),
  brokenOnNetwork('P9', 'takes a server that is read-only for a while for one that is so on purpose', {
    refused: (error) => (error._tag === 'Unavailable' ? readOnly : error),
  }),
  brokenOnNetwork('P9', 'answers that a schema is gone as if waiting would bring it back', {
    refused: (error) => (error._tag === 'Misconfigured' ? unavailable(error.reason) : error),
  }),
  brokenOnNetwork('P15', 'has a pool without an error listener', { listensToPool: false }),
  brokenOnNetwork('P15', 'waits for an answer without an end', { endsWaiting: false }),
  brokenOnNetwork('P15', 'waits for a connection without an end', { endsQueueing: false }),
  brokenOnNetwork('P15', 'carries a queued call out after it was answered', { leavesQueue: false }),
  brokenOnNetwork('P15', 'hands out connections that were lost', { keepsLostConnections: true }),
  brokenOnNetwork('P15', 'closes once the server answers', { closesInTime: false }),
  {
    breaks: 'P15',
    subject: sabotaged(networkSubject('waits for a lock in the background once it was answered'), () => (store) => ({
      append: async (...call) => {
        const answer = await store.append(...call)
        if (answer._tag === 'Left' && answer.left._tag === 'Unavailable')
          setTimeout(() => void store.append(...call), 20)
        return answer
      },
    })),
  },
  brokenOnNetwork('port', 'is never woken', { wakes: 'never' }),
  brokenOnNetwork('port', 'is not woken once its connection was lost', { wakes: 'until lost' }),
  {
    breaks: 'P16',
    subject: sabotaged(networkSubject('compares the version alone of what was seen, on a network'), () => (store) => ({
      append: async (tenant, appends, seen) =>
        typeof seen === 'object' && seen.version === (await versionOf(store, tenant, seen.stream))
          ? store.append(tenant, appends)
          : store.append(tenant, appends, seen),
    })),
  },
  {
    breaks: 'subject',
    subject: {
      ...honest,
      name: 'declines lost answers',
      declines: { ...honest.declines, loseAnswers: 'none is lost' },
    },
  },
  {
    breaks: 'subject',
    subject: {
      ...honest,
      name: 'declines its quorum',
      declines: { ...honest.declines, loseQuorum: 'it is never lost' },
    },
  },
]
