import {
  type Answer,
  type IndexState,
  type LedgerStore,
  left,
  type LogState,
  type MembershipIndex,
  type Outcome,
  type Page,
  type Position,
  right,
  type StoreError,
} from '@partner-ledger/core/store'

/**
 * The store with holes in its positions, as a sequence leaves them: legal, and what code that counts positions does not
 * expect. The positions of one tenant are 6, 12, 18, 24, 35, 41 …
 */
export const withHoles = <S extends LedgerStore>(store: S): S => ({
  ...store,
  append: (tenant, appends, seen) =>
    changed(store.append(tenant, appends, seen), (answer) => {
      if ('stale' in answer) return outward(answer)
      const [first, ...rest] = answer.outcomes
      return { ...outward(answer), outcomes: [outcomeOutward(first), ...rest.map(outcomeOutward)] }
    }),
  readStream: (...call) => changed(store.readStream(...call), pageOutward),
  readAll: async (tenant, after, limit, parts) => {
    const inner = isPosition(after) ? lastUpTo(after) : after
    const answer = await changed(store.readAll(tenant, inner, limit, parts), pageOutward)
    if (answer._tag === 'Left' || !isPosition(after) || positionOf(inner) === after) return answer
    const { at: _, ...page } = answer.right
    return right(page)
  },
  heads: (...call) =>
    changed(store.heads(...call), (page) => ({
      ...page,
      heads: page.heads.map(({ tenant, head }) => ({ tenant, head: positionOf(head) })),
    })),
  body: (tenant, position) => {
    if (!isPosition(position)) return store.body(tenant, position)
    const inner = lastUpTo(position)
    return changed(store.body(tenant, positionOf(inner) === position ? inner : 0), (body) => body)
  },
  ...(store.index === undefined ? {} : { index: indexWithHoles(store.index) }),
})

/** The position that readers see of the event that the store has at this one. */
const positionOf = (inner: Position): Position => 7 * inner - (inner % 5)

/** The store's last position that readers see at or before this one. */
const lastUpTo = (outer: Position): Position => {
  let inner = Math.floor(outer / 7) + 1
  while (positionOf(inner) > outer) inner -= 1
  return inner
}

const isPosition = (position: unknown): boolean =>
  typeof position === 'number' && Number.isSafeInteger(position) && position >= 0

const outward = <A extends LogState>(state: A): A => ({ ...state, head: positionOf(state.head) })

const outcomeOutward = (outcome: Outcome): Outcome =>
  outcome._tag === 'conflict' ? outcome : { ...outcome, position: positionOf(outcome.position) }

const pageOutward = (page: Page): Page => ({
  ...outward(page),
  events: page.events.map((event) => ({ ...event, position: positionOf(event.position) })),
})

/** The marks of an index are its caller's; what it says of the log is the store's. */
const indexWithHoles = (index: MembershipIndex): MembershipIndex => {
  const stated = <A extends IndexState>(answer: Answer<A>): Answer<A> =>
    changed(answer, (found) => (found.log === undefined ? found : { ...found, log: outward(found.log) }))
  return {
    ...index,
    stand: (...call) => stated(index.stand(...call)),
    get: (...call) => stated(index.get(...call)),
    find: (...call) => stated(index.find(...call)),
    count: (...call) => stated(index.count(...call)),
  }
}

const changed = async <A, B>(answer: Answer<A>, change: (value: A) => B): Answer<B> => {
  const given = await answer
  return given._tag === 'Right' ? right(change(given.right)) : left(errorOutward(given.left))
}

const errorOutward = (error: StoreError): StoreError =>
  error._tag === 'Corrupt' ? { ...error, position: positionOf(error.position) } : error
