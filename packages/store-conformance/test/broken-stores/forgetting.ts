import { corrupt, left, type RecordedEvent, right } from '@partner-ledger/core/store'

import { broken, type BrokenStore, type Sabotage } from './broken.js'
import { changed, eventsChanged, outcomesChanged, readsChanged } from './change.js'

/** What was read after `forget` met it, changed. */
const forgottenChanged = (change: (event: RecordedEvent) => readonly RecordedEvent[]): Sabotage => {
  return () => (store) =>
    readsChanged(store, (events) => events.flatMap((event) => (event.forgotten === true ? change(event) : [event])))
}

/** P11. */
export const forgetBreakers: readonly BrokenStore[] = [
  broken('P11', 'forgets nothing', () => () => ({ forget: async () => right(undefined) })),
  broken('P11', 'forgets personal parts and keeps bodies', () => {
    const bodies = new Map<string, Uint8Array>()
    return ({ append, body }) => ({
      append: (tenant, appends, seen) =>
        outcomesChanged(append(tenant, appends, seen), (outcomes) => {
          for (const [n, outcome] of outcomes.entries()) {
            const kept = appends[n]?.event.body
            if (outcome._tag === 'appended' && kept !== undefined) bodies.set(`${tenant}/${outcome.position}`, kept)
          }
          return outcomes
        }),
      body: (tenant, position) =>
        changed(body(tenant, position), (given) => bodies.get(`${tenant}/${position}`) ?? given),
    })
  }),
  broken('P11', 'shows what was forgotten to those who read the log', () => {
    const personal = new Map<string, RecordedEvent>()
    return ({ readAll, forget }) => ({
      forget: async (tenant, ...rest) => {
        const log = await readAll(tenant, 0, 10_000)
        for (const event of log._tag === 'Right' ? log.right.events : [])
          if (event.personal !== undefined) personal.set(`${tenant}/${event.position}`, event)
        return forget(tenant, ...rest)
      },
      readAll: (tenant, ...rest) =>
        eventsChanged(readAll(tenant, ...rest), (events) =>
          events.map((event) => personal.get(`${tenant}/${event.position}`) ?? event),
        ),
    })
  }),
  broken('P11', 'does not look at when an event occurred', () => ({ forget }) => ({
    forget: (tenant, stream, upTo) => forget(tenant, stream, upTo, Number.MAX_SAFE_INTEGER),
  })),
  broken('P11', 'forgets one ms more', () => ({ forget }) => ({
    forget: (tenant, stream, upTo, until) => forget(tenant, stream, upTo, until + 1),
  })),
  broken('P11', 'forgets one version less', () => ({ forget }) => ({
    forget: (tenant, stream, upTo, until) => forget(tenant, stream, Math.max(0, upTo - 1), until),
  })),
  broken('P11', 'forgets the whole stream', () => ({ forget }) => ({
    forget: (tenant, stream, _, until) => forget(tenant, stream, Number.MAX_SAFE_INTEGER, until),
  })),
  broken('P11', 'forgets what is appended later as well', () => {
    const streams = new Set<string>()
    return (store) => ({
      forget: (tenant, stream, ...rest) => {
        streams.add(`${tenant}/${stream}`)
        return store.forget(tenant, stream, ...rest)
      },
      append: async (tenant, appends, seen) => {
        const answer = await store.append(tenant, appends, seen)
        const { stream } = appends[0]
        if (answer._tag === 'Left' || !streams.has(`${tenant}/${stream}`)) return answer
        const forgotten = await store.forget(tenant, stream, 10_000, Number.MAX_SAFE_INTEGER)
        return forgotten._tag === 'Left' ? forgotten : answer
      },
    })
  }),
  broken(
    'P11',
    'sets no mark',
    forgottenChanged(({ forgotten: _, ...event }) => [event]),
  ),
  broken('P11', 'marks only what had something to forget', () => {
    const personal = new Set<string>()
    return (store) =>
      readsChanged(store, (events) =>
        events.map((event) => {
          if (event.personal !== undefined) personal.add(event.id)
          const { forgotten: _, ...rest } = event
          return personal.has(event.id) ? event : rest
        }),
      )
  }),
  broken(
    'P11',
    'rewrites facts',
    forgottenChanged((event) => [{ ...event, facts: { about: 'nobody', tier: 0 } }]),
  ),
  broken(
    'P11',
    'removes events',
    forgottenChanged(() => []),
  ),
  broken(
    'P11',
    'records the time of forgetting',
    forgottenChanged((event) => [{ ...event, recordedAt: event.recordedAt + 9 }]),
  ),
  broken('P11', 'refuses to forget again', () => {
    const done = new Set<string>()
    return ({ forget }) => ({
      forget: async (tenant, stream, ...rest) => {
        if (done.has(`${tenant}/${stream}`)) return left(corrupt(0, 'already forgotten'))
        done.add(`${tenant}/${stream}`)
        return forget(tenant, stream, ...rest)
      },
    })
  }),
]
