import type { Answer, Append, EventStore, Facts, StoreError } from '@partner-ledger/core/store'
import {
  corrupt,
  invalidArgument,
  left,
  outcomeUnknown,
  readOnly,
  storeClosed,
  storeFull,
  tooLarge,
  unavailable,
} from '@partner-ledger/core/store'
import { withHoles } from '@partner-ledger/store-conformance'
import { memoryStore } from '@partner-ledger/store-memory'
import { sqliteStore } from '@partner-ledger/store-sqlite'

/** A store to run a suite over. */
export interface StoreKind {
  readonly name: string
  readonly open: (options?: { readonly clock?: () => number }) => EventStore
}

const memory: StoreKind = { name: 'memory', open: (options = {}) => memoryStore(options) }
const sqlite: StoreKind = { name: 'sqlite', open: (options = {}) => sqliteStore({ path: ':memory:', ...options }) }

/** The stores that the suites of this room run over. Holes in positions are legal: no suite may count on their absence. */
export const storeKinds: readonly StoreKind[] = [
  memory,
  sqlite,
  { name: 'memory with holes', open: (options = {}) => withHoles(memoryStore(options)) },
]

/** For tests that state positions: the first event of a tenant has position 1, the next one 2. */
export const denseStoreKinds: readonly StoreKind[] = [memory, sqlite]

/** One of each kind of store error. */
export const everyStoreError: readonly StoreError[] = [
  unavailable('busy'),
  outcomeUnknown('a lost answer'),
  storeFull,
  readOnly,
  tooLarge(1),
  invalidArgument('argument', 'another'),
  corrupt(1, 'a flipped bit'),
  storeClosed,
]

/** The position of the tenant's last event; 0 where it has none. */
export const headOf = async (store: EventStore, tenant: string): Promise<number> => {
  const page = await store.readAll(tenant, 0, 1)
  return page._tag === 'Left' ? NaN : page.right.head
}

type AppendCall = EventStore['append']

/** The store, with every `append` handed to `around`, which may pass it on, answer for it, or lose the answer. */
export const withAppend = (
  store: EventStore,
  around: (pass: () => ReturnType<AppendCall>, ...call: Parameters<AppendCall>) => ReturnType<AppendCall>,
): EventStore => ({
  ...store,
  append: (...call) => around(() => store.append(...call), ...call),
})

/** The positions of the tenant's first events, at most 1,000. */
export const positionsOf = async (store: EventStore, tenant: string): Promise<readonly number[]> => {
  const page = await store.readAll(tenant, 0, 1000)
  return page._tag === 'Left' ? [] : page.right.events.map(({ position }) => position)
}

/** A store of which every call answers this error. */
export const failingStore = (store: EventStore, error: StoreError): EventStore => {
  const fail = <A>(): Answer<A> => Promise.resolve(left(error))
  return {
    ...store,
    append: fail,
    readStream: fail,
    readAll: fail,
    body: fail,
    forget: fail,
    streams: fail,
    heads: fail,
  }
}

/** A store of which every call rejects, as none may. */
export const rejectingStore = (store: EventStore): EventStore => {
  const reject = (): Promise<never> => Promise.reject(new Error('out of order'))
  return {
    ...store,
    append: reject,
    readStream: reject,
    readAll: reject,
    body: reject,
    forget: reject,
    streams: reject,
    heads: reject,
  }
}

/** A store that changes facts on their way in. */
export const withFacts = (store: EventStore, change: (facts: Facts) => Facts): EventStore => {
  const changed = ({ event, ...append }: Append): Append => ({
    ...append,
    event: { ...event, facts: change(event.facts) },
  })
  return {
    ...store,
    append: (tenant, [first, ...others], seen) => store.append(tenant, [changed(first), ...others.map(changed)], seen),
  }
}

/** A store that takes every id for a new one. */
export const withoutDedupe = (store: EventStore): EventStore => {
  let appends = 0
  const renamed = ({ event, ...append }: Append): Append => ({
    ...append,
    event: { ...event, id: `${(appends += 1)}` },
  })
  return {
    ...store,
    append: (tenant, [first, ...others], seen) => store.append(tenant, [renamed(first), ...others.map(renamed)], seen),
  }
}
