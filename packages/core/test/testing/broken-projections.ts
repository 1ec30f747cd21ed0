import type { PartnerProgramEvent, Projection } from '@partner-ledger/core/membership'

/** Projections that each break one law: the sabotage twins of `projectionLaws`. */
const of = <S>(initial: S, evolve: Projection<S>['evolve']): Projection<S> => ({ initial, evolve })

/** Throws at what it did not expect. */
export const needsALink = of<number>(0, (links, { type }) => {
  if (links === 0 && type === 'partnerProgramUpdated') throw new Error('no link')
  return type === 'partnerProgramLinked' ? links + 1 : links
})

export const writesToItsState = (): Projection<{ links: number }> =>
  of({ links: 0 }, (state) => {
    state.links += 1
    return state
  })

export const writesDeepInItsState = (): Projection<{ seen: { ids: string[] } }> =>
  of({ seen: { ids: [] as string[] } }, (state, { eventId }) => {
    state.seen.ids.push(eventId)
    return { seen: { ids: [...state.seen.ids] } }
  })

/** A Map cannot be frozen. */
export const writesToItsMap = (): Projection<Map<string, number>> =>
  of(new Map<string, number>(), (counts, { type }) => counts.set(type, (counts.get(type) ?? 0) + 1))

export const writesToTheEvent = of<readonly PartnerProgramEvent[]>([], (events, event) => {
  ;(event as { refId?: string }).refId = 'seen'
  return [...events, event]
})

/** What code outside strict mode does: a write to a frozen object is ignored in silence. */
export const writesInSilence = (): Projection<{ links: number }> =>
  of({ links: 0 }, (state) => {
    Reflect.set(state, 'links', state.links + 1)
    return { links: state.links }
  })

export const readsTheClock = of<number>(0, () => Date.now())

export const drawsLots = of<number>(0, () => Math.random())

/** Right as long as nobody else folds meanwhile. */
export const remembersBeside = (): Projection<{ readonly events: number }> => {
  const initial = { events: 0 }
  let events = 0
  return of(initial, (state) => {
    events = state === initial ? 1 : events + 1
    return { events }
  })
}

export const countsRepeats = of<number>(0, (count) => count + 1)

/** Ignores a repeat only if it comes at once. */
export const remembersOneId = of({ last: '', count: 0 }, ({ last, count }, { eventId }) => ({
  last: eventId,
  count: last === eventId ? count : count + 1,
}))

/** The last to arrive wins. */
export const namesInOrderOfArrival = of<readonly string[]>([], (ids, { eventId }) =>
  ids.includes(eventId) ? ids : [...ids, eventId],
)
