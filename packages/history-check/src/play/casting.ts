import { bodiesOf } from './body.js'
import type { HistoryOptions } from './history-options.js'
import type { Part, SubscriberPart, WriterPart } from './part.js'
import type { HistoryRecord } from '../record.js'

/** Gives out the parts; each is a run of its own. */
export interface Casting {
  readonly writers: () => readonly WriterPart[]
  readonly subscribers: () => readonly SubscriberPart[]
  /** A run that ends when it has caught up. */
  readonly last: (subscription: string) => SubscriberPart
  /** The same part for the run after this one; `undefined`: it is done. */
  readonly again: (part: Part, records: readonly HistoryRecord[]) => Part | undefined
}

export const castingOf = (options: HistoryOptions): Casting => {
  const { seed, writers, subscribers, leaseMs, batch, failing } = options
  let runs = 0
  const runOf = (what: string): string => {
    runs += 1
    return `${what}-${runs}`
  }

  const subscriber = (subscription: string, until: SubscriberPart['until']): SubscriberPart => ({
    role: 'subscriber',
    run: runOf(subscription),
    subscription,
    until,
    leaseMs,
    batch,
    failing,
    seed,
  })

  return {
    writers: () => {
      const bodies = bodiesOf(seed, options.events)
      return Array.from({ length: writers }, (_, writer) => ({
        role: 'writer',
        run: runOf('writer'),
        bodies: bodies.filter((_, turn) => isFor(writer, turn, options)),
        seed,
      }))
    },
    subscribers: () =>
      Object.entries(subscribers).flatMap(([name, count]) =>
        Array.from({ length: count }, () => subscriber(name, 'told')),
      ),
    last: (subscription) => subscriber(subscription, 'caught-up'),
    again: (part, records) => {
      if (part.role === 'subscriber') return subscriber(part.subscription, part.until)
      const told = new Set(records.flatMap((record) => (isAnswerTo(part, record) ? [record.id] : [])))
      const bodies = part.bodies.filter(({ id }) => !told.has(id))
      return bodies.length === 0 ? undefined : { ...part, run: runOf('writer'), bodies }
    },
  }
}

/** Each body has its writer, and some have a second one. */
const isFor = (writer: number, turn: number, { writers, doubledEvery }: HistoryOptions): boolean =>
  turn % writers === writer || (turn % doubledEvery === 0 && (turn + 1) % writers === writer)

const isAnswerTo = ({ run }: WriterPart, record: HistoryRecord): record is HistoryRecord & { id: string } =>
  record._tag === 'acknowledged' && record.run === run
