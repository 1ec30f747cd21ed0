import type {
  Answer,
  Append,
  AppendAnswer,
  EventStore,
  NewEvent,
  NonEmptyArray,
  Outcome,
  Page,
  RecordedEvent,
  StoreError,
} from '@partner-ledger/core/store'
import { expect } from 'vitest'

/** An event with every part, and facts with and without a column; `word` is in each part under a name of its own. */
export const sampleEvent = (id: string, word = 'x'): NewEvent => ({
  id,
  type: 'partnerProgramLinked',
  occurredAt: 1_700_000_000_000,
  schema: 1,
  facts: { customerId: 7, partnerProgramName: `fact-${word}`, partnerTierNumber: 3, otherFact: 'kept', refId: 12 },
  personal: { membershipNumber: `number-${word}`, customer: `customer-${word}`, otherPersonal: `other-${word}` },
  body: Buffer.from(`body-${word}`),
})

export const sampleAppend = (stream: string, id: string, word?: string): Append => ({
  stream,
  expected: 'any',
  event: sampleEvent(id, word),
})

/** Appends of `count` events, dealt to `streams` streams by turns. */
export const sampleAppends = (count: number, streams = 3): NonEmptyArray<Append> => {
  const [first, ...rest] = Array.from({ length: count }, (_, n) => sampleAppend(`s${n % streams}`, `e${n}`, `w${n}w`))
  if (first === undefined) throw new Error('at least one')
  return [first, ...rest]
}

/** What a call answers; the test fails on a `Left`. */
export const rightOf = async <A>(answer: Answer<A>): Promise<A> => {
  const settled = await answer
  if (settled._tag === 'Left') throw new Error(`answered ${JSON.stringify(settled.left)}`)
  return settled.right
}

/** The error that a call answers; the test fails on a `Right`. */
export const leftOf = async (answer: Answer<unknown>): Promise<StoreError> => {
  const settled = await answer
  if (settled._tag === 'Right') throw new Error('answered without an error')
  return settled.left
}

/** The outcomes of a call; the test fails on a `Left` and on `stale`. */
export const outcomesOf = async (answer: Answer<AppendAnswer>): Promise<NonEmptyArray<Outcome>> => {
  const settled = await rightOf(answer)
  if ('stale' in settled) throw new Error('answered stale')
  return settled.outcomes
}

/** The events of a page; the test fails on a `Left`. */
export const eventsOf = async (answer: Answer<Page>): Promise<readonly RecordedEvent[]> =>
  (await rightOf(answer)).events

/** The epoch of the log; the test fails on a `Left`. */
export const epochOf = async (store: EventStore): Promise<string> => (await rightOf(store.heads('', 1))).epoch

/** The position of a tenant's last event; the test fails on a `Left`. */
export const headOf = async (store: EventStore, tenant: string): Promise<number> =>
  (await rightOf(store.readAll(tenant, 0, 1))).head

/** The names of the first tenants; the test fails on a `Left`. */
export const tenantsOf = async (store: EventStore): Promise<readonly string[]> =>
  (await rightOf(store.heads('', 10_000))).heads.map(({ tenant }) => tenant)

/** The tags of a call's outcomes, `stale`, or the tag of its error. */
export const tagsOf = async (answer: Answer<AppendAnswer>): Promise<string> => {
  const settled = await answer
  if (settled._tag === 'Left') return settled.left._tag
  return 'stale' in settled.right ? 'stale' : settled.right.outcomes.map(({ _tag }) => _tag).join(' ')
}

/** The tag and the reason with which something refuses to open. */
export const refusalOf = (open: () => unknown): string => {
  try {
    open()
  } catch (error) {
    expect(error).toMatchObject({ name: 'LedgerError', error: { _tag: 'CannotOpen' } })
    return (error as { error: { reason: string } }).error.reason
  }
  return 'opened'
}
