import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { InvalidArgument } from '../failure/store-error.js'
import type { Projection } from '../membership/projection.js'
import { explainedFields } from '../membership/timeline.js'
import type { Answer } from '../store/answer.js'
import { membershipKeyArgument } from './arguments/membership-arguments.js'
import { callback, flag, id, oneOf } from './arguments/read-argument.js'
import { asOfArgument, given, projectionArgument } from './arguments/read-arguments.js'
import { options, record } from './arguments/read-record.js'
import type { RunCall } from './calls-in-flight.js'
import type { Ledger } from './ledger.js'
import { readOrganisations } from './log/organisations.js'
import { tenantOf } from './log/stream-names.js'
import { orThrow } from './or-throw.js'
import type { IndexProgress } from './query/index-catch-up.js'
import { countMemberships } from './query/membership-counts.js'
import type { MembershipQuery } from './query/membership-query.js'
import { eachMembershipOf, findMemberships, type QueryContext } from './query/memberships.js'
import { verifyIndexOf } from './query/verify-index.js'
import { readExplanation, readTimeline } from './read/history.js'
import { readMembership, readStoredEvents, type Reader } from './read/read.js'
import { replayProjection } from './read/replay.js'

type ReadCalls = Pick<
  Ledger,
  | 'membership'
  | 'events'
  | 'timeline'
  | 'explain'
  | 'organisations'
  | 'memberships'
  | 'eachMembership'
  | 'count'
  | 'catchUp'
  | 'verifyIndex'
  | 'replay'
>

/** The calls of a ledger that record nothing. Each checks and copies its arguments before anything is awaited. */
export const readCalls = (run: RunCall, reader: Reader, query: QueryContext): ReadCalls => {
  const withKey = <A>(
    key: unknown,
    at: unknown,
    call: (key: Parameters<Ledger['membership']>[0], at: NonNullable<Parameters<Ledger['membership']>[1]>) => Answer<A>,
  ): Answer<A> =>
    run(() => {
      const read = both(membershipKeyArgument('key', key), asOfArgument('options', at))
      return read._tag === 'Left' ? Promise.resolve(read) : call(...read.right)
    })

  return {
    membership: (key, at) => withKey(key, at, (of, then) => readMembership(reader, of, then)),
    events: (key, at) => withKey(key, at, (of, then) => readStoredEvents(reader, of, then)),
    timeline: (key, at) => withKey(key, at, (of, then) => readTimeline(reader, of, then)),
    explain: (key, field, at) => {
      const known = oneOf(...explainedFields)('field', field)
      return withKey(key, at, (of, then) =>
        known._tag === 'Left' ? Promise.resolve(known) : readExplanation(reader, of, known.right, then),
      )
    },
    organisations: () => run(() => readOrganisations(reader.events)),
    memberships: (wanted, pageOptions) =>
      run(() => {
        const read = both(readQuery('query', wanted), readPageOptions('options', pageOptions))
        return read._tag === 'Left' ? Promise.resolve(read) : findMemberships(query, ...read.right)
      }),
    eachMembership: (wanted) => {
      const read = readQuery('query', wanted)
      return eachMembershipOf(query, read._tag === 'Left' ? wanted : read.right, (call) =>
        orThrow(run(() => (read._tag === 'Left' ? Promise.resolve(read) : call()))),
      )
    },
    count: (wanted, queryOptions) =>
      run(() => {
        const read = both(readQuery('query', wanted), readQueryOptions('options', queryOptions))
        return read._tag === 'Left' ? Promise.resolve(read) : countMemberships(query, ...read.right)
      }),
    catchUp: (orgId, watchOptions) =>
      run(() => {
        const read = both(id('orgId', orgId), readWatchOptions('options', watchOptions))
        if (read._tag === 'Left') return Promise.resolve(read)
        const [of, { onProgress }] = read.right
        return query.index.advance(tenantOf(of), { maxWaitMs: Infinity, onProgress })
      }),
    verifyIndex: (orgId) =>
      run(() => {
        const of = id('orgId', orgId)
        return of._tag === 'Left' ? Promise.resolve(of) : verifyIndexOf(query, of.right)
      }),
    replay: <S>(orgId: number, projection: Projection<S>, replayOptions?: Parameters<Ledger['replay']>[2]) =>
      run(() => {
        const read = both(id('orgId', orgId), readReplayOptions('options', replayOptions))
        if (read._tag === 'Left') return Promise.resolve(read)
        const fold = projectionArgument('projection', projection)
        if (fold._tag === 'Left') return Promise.resolve(fold)
        return replayProjection(reader.events, read.right[0], projection, read.right[1])
      }),
  }
}

const both = <A, B>(
  one: Either<InvalidArgument, A>,
  other: Either<InvalidArgument, B>,
): Either<InvalidArgument, readonly [A, B]> => {
  if (one._tag === 'Left') return one
  return other._tag === 'Left' ? left(other.left) : right([one.right, other.right])
}

/** The values are checked where the query is made; here its fields are copied, and unknown ones refused. */
const readQuery = record(
  { orgId: given<number>() },
  {
    customerId: given<number>(),
    loyaltyProgramId: given<number>(),
    partnerProgramId: given<number>(),
    link: given<NonNullable<MembershipQuery['link']>>(),
    tier: given<number>(),
    membershipNumber: given<string>(),
    expiringBefore: given<number>(),
    expiringAfter: given<number>(),
    expiring: record({}, { from: given<string>(), to: given<string>() }),
    endUnknown: given<boolean>(),
    remindedNotRenewed: given<boolean>(),
    anomaly: given<NonNullable<MembershipQuery['anomaly']>>(),
  },
)

const onProgress = callback<(progress: IndexProgress) => void>()
const readWatchOptions = options({ onProgress })
const readQueryOptions = options({ onProgress, maxWaitMs: given<number>() })
const readPageOptions = options({
  onProgress,
  maxWaitMs: given<number>(),
  after: given<string>(),
  limit: given<number>(),
})
const readReplayOptions = options({ personal: flag })
