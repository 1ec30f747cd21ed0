import type { HistoryRecord, ProcessId } from '../record.js'
import { bodiesOf, type Body } from './body.js'
import type { HistoryOptions } from './history-options.js'
import type { Job, SubscriberJob, WriterJob } from './job.js'

/** Makes the jobs of a history, each for a process of its own. */
export interface Schedule {
  /** The writers that have to be done before subscribers start. */
  readonly setup: () => readonly WriterJob[]
  readonly writers: () => readonly WriterJob[]
  readonly subscribers: () => readonly SubscriberJob[]
  /** A subscriber that stops once it has caught up. */
  readonly catchUp: (subscription: string) => SubscriberJob
  /** The job of the process that replaces a killed one; `undefined` if nothing is left to do. */
  readonly restart: (job: Job, records: readonly HistoryRecord[]) => Job | undefined
}

export const scheduleOf = (options: HistoryOptions): Schedule => {
  const { seed, writers, subscribers, leaseMs, batch, failEvery, wakeWithinMs } = options
  const bodies = bodiesOf(seed, options.events)
  // A subscription learns of a new organisation by its poll alone, so without one every organisation has to be there.
  const first = wakeWithinMs > 0 ? firstOfEachOrganisation(bodies) : []
  const rest = bodies.filter((body) => !first.includes(body))
  let processes = 0
  const newProcess = (name: string): ProcessId => {
    processes += 1
    return `${name}-${processes}`
  }

  const writer = (own: readonly Body[], awaits: Pick<WriterJob, 'awaits'>): WriterJob => ({
    role: 'writer',
    process: newProcess('writer'),
    bodies: own,
    seed,
    ...awaits,
  })

  const subscriber = (
    subscription: string,
    { until, polls }: Pick<SubscriberJob, 'until' | 'polls'>,
  ): SubscriberJob => ({
    role: 'subscriber',
    process: newProcess(subscription),
    subscription,
    until,
    polls,
    leaseMs,
    batch,
    failEvery,
    seed,
  })

  return {
    setup: () => (first.length === 0 ? [] : [writer(first, {})]),
    writers: () =>
      wakeWithinMs > 0
        ? [writer(rest, { awaits: { subscriptions: Object.keys(subscribers), withinMs: wakeWithinMs } })]
        : Array.from({ length: writers }, (_, n) =>
            writer(
              bodies.filter((_, m) => isFor(n, m, options)),
              {},
            ),
          ),
    subscribers: () =>
      Object.entries(subscribers).flatMap(([name, count]) =>
        Array.from({ length: count }, () => subscriber(name, { until: 'stopped', polls: wakeWithinMs === 0 })),
      ),
    catchUp: (subscription) => subscriber(subscription, { until: 'caught-up', polls: true }),
    restart: (job, records) => {
      if (job.role === 'subscriber') return { ...job, process: newProcess(job.subscription) }
      const acknowledged = new Set(records.flatMap((record) => (isAcknowledgedTo(job, record) ? [record.id] : [])))
      const left = job.bodies.filter(({ id }) => !acknowledged.has(id))
      return left.length === 0 ? undefined : { ...job, process: newProcess('writer'), bodies: left }
    },
  }
}

const firstOfEachOrganisation = (bodies: readonly Body[]): readonly Body[] =>
  bodies.filter((body, n) => bodies.findIndex(({ orgId }) => orgId === body.orgId) === n)

/** Each body has a writer, and some have a second one. */
const isFor = (writer: number, n: number, { writers, duplicateEvery }: HistoryOptions): boolean =>
  n % writers === writer || (n % duplicateEvery === 0 && (n + 1) % writers === writer)

const isAcknowledgedTo = ({ process }: WriterJob, record: HistoryRecord): record is HistoryRecord & { id: string } =>
  record._tag === 'acknowledged' && record.process === process
