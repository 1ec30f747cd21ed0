import {
  checkAppend,
  conflict,
  invalidArgument,
  left,
  type NonEmptyArray,
  type Outcome,
  right,
  tooLarge,
} from '@partner-ledger/core/store'

import { broken, type BrokenStore } from './broken.js'
import { changed, oneByOne, single, versionOf } from './change.js'

/** P9 and P10: what a call is, and whose. */
export const callBreakers: readonly BrokenStore[] = [
  broken('P9', 'answers the outcomes last first', () => ({ append }) => ({
    append: (...call) => changed(append(...call), (outcomes) => outcomes.toReversed() as NonEmptyArray<Outcome>),
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
        : right(outcomes as NonEmptyArray<Outcome>)
    },
  })),
  broken('P9', 'rejects where an argument is bad', () => ({ append }) => ({
    append: async (tenant, appends) => {
      const answer = await append(tenant, appends)
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
    append: async (tenant, appends) =>
      appends.length === 0 ? right([] as unknown as NonEmptyArray<Outcome>) : append(tenant, appends),
  })),
  broken('P9', 'answers a known id before it checks the arguments', () => (store) => ({
    append: async (tenant, appends) => {
      const { stream, event } = appends[0] ?? { stream: 'none', event: { id: '' } }
      const known = await store.readStream(tenant, stream, 0, 1000)
      const first = known._tag === 'Right' ? known.right.find(({ id }) => id === event.id) : undefined
      if (first === undefined || checkAppend(tenant, appends) === undefined) return store.append(tenant, appends)
      return right([{ ...first, _tag: 'duplicate' }] as NonEmptyArray<Outcome>)
    },
  })),
  broken('P9', 'looks at the versions of before the call', () => (store) => ({
    append: async (tenant, appends) => {
      if (checkAppend(tenant, appends) !== undefined) return store.append(tenant, appends)
      const outcomes: Outcome[] = []
      const versions = await Promise.all(appends.map(({ stream }) => versionOf(store, tenant, stream)))
      for (const [n, append] of appends.entries()) {
        const version = versions[n] ?? 0
        const stale = append.expected !== 'any' && append.expected !== version
        const answer = await single(store, tenant, { ...append, expected: 'any' })
        if (answer._tag === 'Left') return answer
        outcomes.push(stale ? conflict(version) : answer.right)
      }
      return right(outcomes as NonEmptyArray<Outcome>)
    },
  })),
  broken('P9', 'ends a call at its first conflict', () => (store) => {
    let conflicts: number | undefined
    return {
      append: async (tenant, appends) => {
        conflicts = undefined
        return oneByOne(async (of, append) => {
          if (conflicts !== undefined) return right(conflict(conflicts))
          const answer = await single(store, of, append)
          if (answer._tag === 'Right' && answer.right._tag === 'conflict') conflicts = answer.right.version
          return answer
        }).append(tenant, appends)
      },
    }
  }),
  broken('P10', 'knows positions without their tenant', () => {
    const owners = new Map<number, string>()
    return (store) => ({
      ...oneByOne((tenant, append) =>
        changed(single(store, tenant, append), (outcome) => {
          if (outcome._tag === 'appended') owners.set(outcome.position, tenant)
          return outcome
        }),
      ),
      body: (tenant, position) => store.body(owners.get(position) ?? tenant, position),
    })
  }),
  broken('P10', 'takes tenants for one that differ by case', () => ({ append, readAll, readStream, head, body }) => ({
    append: (tenant, appends) => append(tenant?.toLowerCase?.(), appends),
    readAll: (tenant, ...rest) => readAll(tenant.toLowerCase(), ...rest),
    readStream: (tenant, ...rest) => readStream(tenant.toLowerCase(), ...rest),
    head: (tenant) => head(tenant.toLowerCase()),
    body: (tenant, position) => body(tenant.toLowerCase(), position),
  })),
  broken('P10', 'shows the log of everybody to a tenant that has none', () => ({ readAll }) => ({
    readAll: async (tenant, ...rest) => {
      const own = await readAll(tenant, ...rest)
      return own._tag === 'Right' && own.right.length === 0 ? readAll('left', ...rest) : own
    },
  })),
  broken('P10', 'forgets the stream of this name in every tenant', () => ({ forget, tenants }) => ({
    forget: async (_, ...rest) => {
      const all = await tenants('', 10_000)
      let answer: Awaited<ReturnType<typeof forget>> = right(undefined)
      for (const tenant of all._tag === 'Right' ? all.right : []) answer = await forget(tenant, ...rest)
      return answer
    },
  })),
  broken('P10', 'counts versions over all tenants', () => {
    const versions = new Map<string, number>()
    return (store) =>
      oneByOne((tenant, append) => {
        const version = versions.get(append.stream) ?? 0
        if (append.expected !== 'any' && append.expected !== version) return Promise.resolve(right(conflict(version)))
        versions.set(append.stream, version + 1)
        return single(store, tenant, { ...append, expected: 'any' })
      })
  }),
  broken('P10', 'files what comes at the same time under one tenant', () => {
    let busy: string | undefined
    return ({ append }) => ({
      append: async (tenant, appends) => {
        const of = busy ?? tenant
        busy = of
        await Promise.resolve()
        busy = undefined
        return append(of, appends)
      },
    })
  }),
]
