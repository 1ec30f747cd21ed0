import type { HistoryRecord, ProcessId } from '../record.js'
import { bodiesOf } from './body.js'
import type { HistoryOptions } from './history-options.js'
import type { Job, SubscriberJob, WriterJob } from './job.js'

/** Makes the jobs of a history, each for a process of its own. */
export interface Schedule {
  readonly writers: () => readonly WriterJob[]
  readonly subscribers: () => readonly SubscriberJob[]
  /** A subscriber that stops once it has caught up. */
  readonly catchUp: (subscription: string) => SubscriberJob
  /** The job of the process that replaces a killed one; `undefined` if nothing is left to do. */
  readonly restart: (job: Job, records: readonly HistoryRecord[]) => Job | undefined
}

export const scheduleOf = (options: HistoryOptions): Schedule => {
  const { seed, writers, subscribers, leaseMs, batch, failEvery } = options
  let processes = 0
  const newProcess = (name: string): ProcessId => {
    processes += 1
    return `${name}-${processes}`
  }

  const subscriber = (subscription: string, until: SubscriberJob['until']): SubscriberJob => ({
    role: 'subscriber',
    process: newProcess(subscription),
    subscription,
    until,
    leaseMs,
    batch,
    failEvery,
    seed,
  })

  return {
    writers: () => {
      const bodies = bodiesOf(seed, options.events)
      return Array.from({ length: writers }, (_, writer) => ({
        role: 'writer',
        process: newProcess('writer'),
        bodies: bodies.filter((_, n) => isFor(writer, n, options)),
        seed,
      }))
    },
    subscribers: () =>
      Object.entries(subscribers).flatMap(([name, count]) =>
        Array.from({ length: count }, () => subscriber(name, 'stopped')),
      ),
    catchUp: (subscription) => subscriber(subscription, 'caught-up'),
    restart: (job, records) => {
      if (job.role === 'subscriber') return subscriber(job.subscription, job.until)
      const acknowledged = new Set(records.flatMap((record) => (isAcknowledgedTo(job, record) ? [record.id] : [])))
      const bodies = job.bodies.filter(({ id }) => !acknowledged.has(id))
      return bodies.length === 0 ? undefined : { ...job, process: newProcess('writer'), bodies }
    },
  }
}

/** Each body has a writer, and some have a second one. */
const isFor = (writer: number, n: number, { writers, duplicateEvery }: HistoryOptions): boolean =>
  n % writers === writer || (n % duplicateEvery === 0 && (n + 1) % writers === writer)

const isAcknowledgedTo = ({ process }: WriterJob, record: HistoryRecord): record is HistoryRecord & { id: string } =>
  record._tag === 'acknowledged' && record.process === process
