import type {
  Ledger,
  LedgerFailure,
  ParkedDeliveries,
  Quarantine,
  Subscription,
  UnknownZone,
} from '@partner-ledger/core'
import { decodeWebhook, isLedgerError, LedgerError, orThrow, zone } from '@partner-ledger/core'
import type { CheckpointStore, Either, EventStore, MembershipIndex, StoreError } from '@partner-ledger/core/store'
import { cannotOpen, left, storeClosed } from '@partner-ledger/core/store'
import type { copyLog, importLog } from '@partner-ledger/core/transfer'
import { describe, expect, expectTypeOf, it } from 'vitest'

/** What to do, by tag. It compiles while it names every tag, and no other. */
const inWords = (failure: LedgerFailure): string => {
  switch (failure._tag) {
    case 'Unavailable':
    case 'OutcomeUnknown':
    case 'Misconfigured':
      return failure.reason
    case 'StoreFull':
    case 'ReadOnly':
    case 'StoreClosed':
      return failure._tag
    case 'TooLarge':
      return `${failure.maxBytes}`
    case 'InvalidArgument':
      return failure.argument
    case 'InvalidOption':
      return failure.option
    case 'Corrupt':
      return `${failure.position}`
    case 'CannotOpen':
      return failure.detail
    case 'TooManyListeners':
      return failure.hook
    case 'ApplyRefused':
      return failure.reason
    case 'EpochChanged':
      return failure.found
    case 'CheckpointBeyondHead':
      return `${failure.head}`
    case 'PoisonEvent':
      return `${failure.attempts}`
    case 'SubscriptionBusy':
      return `${failure.until}`
    case 'SubscriptionNotActive':
    case 'UnknownZone':
      return failure.name
    case 'NoSuchParked':
      return `${failure.orgId}`
    case 'SourceFailed':
      return `${failure.summary.bodies}`
    case 'ProjectionFailed':
      return `${failure.position}`
    case 'InvalidLine':
      return failure.expected
    case 'TruncatedExport':
      return `${failure.lines}`
    case 'UndecodableWebhook':
      return failure.issues[0].path
  }
}

// @ts-expect-error: a switch that leaves a tag out returns nothing for it
const halfInWords = (failure: LedgerFailure): string => {
  if (failure._tag === 'Unavailable') return failure.reason
}

/** What the calls of an interface return on the left. */
type LeftOf<F> = F extends (...args: never[]) => infer R
  ? Awaited<R> extends Either<infer E, unknown>
    ? E
    : never
  : never
type LeftsOf<T> = { [K in keyof T]: LeftOf<T[K]> }[keyof T]

const caught = (): unknown => new LedgerError(cannotOpen('locked', 'SQLITE_BUSY'))

describe('a caught LedgerError', () => {
  it('narrows by instanceof and by isLedgerError', () => {
    const [one, other] = [caught(), caught()]
    if (!(one instanceof LedgerError) || !isLedgerError(other)) return expect.fail('it is none')
    expectTypeOf(one).toEqualTypeOf<LedgerError>()
    expectTypeOf(other).toEqualTypeOf<LedgerError>()
    expectTypeOf(one.error).toEqualTypeOf<LedgerFailure>()
    expectTypeOf(one.error).not.toBeAny()
    if (one.error._tag === 'CannotOpen') expectTypeOf(one.error.reason).toExtend<string>()
    // @ts-expect-error: no failure has this tag
    const isMistyped = one.error._tag === 'CanotOpen'
    expect([isMistyped, inWords(other.error)]).toEqual([false, 'SQLITE_BUSY'])
  })

  it('has one type, without a parameter', () => {
    // @ts-expect-error: LedgerError is not generic
    expectTypeOf<LedgerError<StoreError>>().not.toBeNever()
    // @ts-expect-error: the union is closed
    expect(new LedgerError({ _tag: 'Mine', retryable: false }).retryable).toBe(false)
    expectTypeOf(halfInWords).returns.toEqualTypeOf<string>()
  })
})

describe('the left of every call', () => {
  it('is a failure of the union', () => {
    expectTypeOf<LeftsOf<Ledger>>().toExtend<LedgerFailure>()
    expectTypeOf<LeftsOf<Ledger>>().not.toBeNever()
    expectTypeOf<LeftsOf<Quarantine>>().toEqualTypeOf<StoreError>()
    expectTypeOf<LeftsOf<ParkedDeliveries>>().toExtend<LedgerFailure>()
    expectTypeOf<LeftsOf<Subscription>>().toExtend<LedgerFailure>()
    expectTypeOf<LeftsOf<EventStore>>().toEqualTypeOf<StoreError>()
    expectTypeOf<LeftsOf<MembershipIndex>>().toEqualTypeOf<StoreError>()
    expectTypeOf<LeftsOf<CheckpointStore>>().toEqualTypeOf<StoreError>()
    expectTypeOf<LeftOf<typeof importLog> | LeftOf<typeof copyLog>>().toExtend<LedgerFailure>()
    expectTypeOf<LeftOf<typeof zone>>().toEqualTypeOf<UnknownZone>()
  })

  it('is thrown by orThrow, whose right side keeps its type', async () => {
    const thrown: unknown = await orThrow(left(storeClosed)).catch((error: unknown) => error)
    expect(isLedgerError(thrown) && thrown.error).toBe(storeClosed)
    const undecodable: unknown = await orThrow(decodeWebhook('{')).catch((error: unknown) => error)
    expect(isLedgerError(undecodable) && undecodable.error._tag).toBe('UndecodableWebhook')
    expectTypeOf(orThrow(zone('Asia/Kolkata'))).resolves.toEqualTypeOf<
      Extract<ReturnType<typeof zone>, { _tag: 'Right' }>['right']
    >()
    // @ts-expect-error: what a host fails with is not thrown by orThrow
    const own = orThrow(left({ _tag: 'Mine', retryable: true } as const))
    await expect(own).rejects.toThrow('Mine')
  })
})
