import {
  type Answer,
  type AppendAnswer,
  checkAppend,
  conflict,
  invalidArgument,
  left,
  type NonEmptyArray,
  type Outcome,
  right,
  tooLarge,
} from '@partner-ledger/core/store'

import { broken, type BrokenStore, type Honest } from './broken.js'
import { changed, oneByOne, outcomesChanged, single, versionOf } from './change.js'

/** These outcomes, as of the log after them. */
const answered = (store: Honest, tenant: string, outcomes: readonly Outcome[]): Answer<AppendAnswer> =>
  changed(store.readAll(tenant, 0, 1), ({ epoch, head }) => ({
    epoch,
    head,
    outcomes: outcomes as NonEmptyArray<Outcome>,
  }))

/** P9 and P10: what a call is, and whose. */
export const callBreakers: readonly BrokenStore[] = [
  broken('P9', 'answers the outcomes last first', () => ({ append }) => ({
    append: (...call) => outcomesChanged(append(...call), (outcomes) => outcomes.toReversed()),
  })),
  broken('P9', 'stores the appends before a bad one', () => (store) => ({
    append: async (tenant, appends) => {
      const outcomes: Outcome[] = []
      for (const append of appends) {
        const answer = await single(store, tenant, append)
        if (answer._tag === 'Left') return answer
        outcomes.push(answer.right)
      }
      return outcomes.length === 0
        ? left(invalidArgument('appends', 'at least one Append'))
        : answered(store, tenant, outcomes)
    },
  })),
  broken('P9', 'rejects where an argument is bad', () => ({ append }) => ({
    append: async (tenant, appends, seen) => {
      const answer = await append(tenant, appends, seen)
      if (answer._tag === 'Left') throw new Error(answer.left._tag)
      return answer
    },
  })),
  broken('P9', 'names another argument', () => ({ append }) => ({
    append: async (...call) => {
      const answer = await append(...call)
      return answer._tag === 'Left' && answer.left._tag === 'InvalidArgument'
        ? left(invalidArgument('append', answer.left.expected))
        : answer
    },
  })),
  broken('P9', 'takes what is too large for a bad argument', () => ({ append }) => ({
    append: async (...call) => {
      const answer = await append(...call)
      return answer._tag === 'Left' && answer.left._tag === 'TooLarge' ? left(tooLarge(1)) : answer
    },
  })),
  broken('P9', 'takes an empty call for done', () => ({ append }) => ({
    append: async (tenant, appends, seen) =>
      appends.length === 0
        ? right({ epoch: 'e', head: 0, outcomes: [] as unknown as NonEmptyArray<Outcome> })
        : append(tenant, appends, seen),
  })),
  broken('P9', 'answers a known id before it checks the arguments', () => (store) => ({
    append: async (tenant, appends, seen) => {
      const { stream, event } = appends[0] ?? { stream: 'none', event: { id: '' } }
      const known = await store.readStream(tenant, stream, 0, 1000)
      const first = known._tag === 'Right' ? known.right.events.find(({ id }) => id === event.id) : undefined
      if (first === undefined || checkAppend(tenant, appends) === undefined) return store.append(tenant, appends, seen)
      return right({ epoch: 'e', head: 0, outcomes: [{ ...first, _tag: 'duplicate' }] })
    },
  })),
  broken('P9', 'looks at the versions of before the call', () => (store) => ({
    append: async (tenant, appends, seen) => {
      if (checkAppend(tenant, appends) !== undefined) return store.append(tenant, appends, seen)
      const outcomes: Outcome[] = []
      const versions = await Promise.all(appends.map(({ stream }) => versionOf(store, tenant, stream)))
      for (const [n, append] of appends.entries()) {
        const version = versions[n] ?? 0
        const stale = append.expected !== 'any' && append.expected !== version
        const answer = await single(store, tenant, { ...append, expected: 'any' })
        if (answer._tag === 'Left') return answer
        outcomes.push(stale ? conflict(version) : answer.right)
      }
      return answered(store, tenant, outcomes)
    },
  })),
  broken('P9', 'ends a call at its first conflict', () => (store) => {
    let conflicts: number | undefined
    return {
      append: async (tenant, appends, seen) => {
        conflicts = undefined
        return oneByOne(store, async (of, append) => {
          if (conflicts !== undefined) return right(conflict(conflicts))
          const answer = await single(store, of, append)
          if (answer._tag === 'Right' && answer.right._tag === 'conflict') conflicts = answer.right.version
          return answer
        }).append(tenant, appends, seen)
      },
    }
  }),
  broken('P10', 'knows positions without their tenant', () => {
    const owners = new Map<number, string>()
    return (store) => ({
      ...oneByOne(store, (tenant, append) =>
        changed(single(store, tenant, append), (outcome) => {
          if (outcome._tag === 'appended') owners.set(outcome.position, tenant)
          return outcome
        }),
      ),
      body: (tenant, position) => store.body(owners.get(position) ?? tenant, position),
    })
  }),
  broken(
    'P10',
    'takes tenants for one that differ by case',
    () =>
      ({ append, readAll, readStream, streams, body }) => ({
        append: (tenant, appends, seen) => append(tenant?.toLowerCase?.(), appends, seen),
        readAll: (tenant, ...rest) => readAll(tenant.toLowerCase(), ...rest),
        readStream: (tenant, ...rest) => readStream(tenant.toLowerCase(), ...rest),
        streams: (tenant, ...rest) => streams(tenant.toLowerCase(), ...rest),
        body: (tenant, position) => body(tenant.toLowerCase(), position),
      }),
  ),
  broken('P10', 'shows the log of everybody to a tenant that has none', () => ({ readAll }) => ({
    readAll: async (tenant, ...rest) => {
      const own = await readAll(tenant, ...rest)
      return own._tag === 'Right' && own.right.head === 0 ? readAll('left', ...rest) : own
    },
  })),
  broken('P10', 'forgets the stream of this name in every tenant', () => ({ forget, heads }) => ({
    forget: async (_, ...rest) => {
      const all = await heads('', 10_000)
      let answer: Awaited<ReturnType<typeof forget>> = right(undefined)
      for (const { tenant } of all._tag === 'Right' ? all.right.heads : []) answer = await forget(tenant, ...rest)
      return answer
    },
  })),
  broken('P10', 'counts versions over all tenants', () => {
    const versions = new Map<string, number>()
    return (store) =>
      oneByOne(store, (tenant, append) => {
        const version = versions.get(append.stream) ?? 0
        if (append.expected !== 'any' && append.expected !== version) return Promise.resolve(right(conflict(version)))
        versions.set(append.stream, version + 1)
        return single(store, tenant, { ...append, expected: 'any' })
      })
  }),
  broken('P10', 'files what comes at the same time under one tenant', () => {
    let busy: string | undefined
    return ({ append }) => ({
      append: async (tenant, appends, seen) => {
        const of = busy ?? tenant
        busy = of
        await Promise.resolve()
        busy = undefined
        return append(of, appends, seen)
      },
    })
  }),
]
