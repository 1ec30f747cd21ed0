import { setTimeout } from 'node:timers/promises'

import { type Random, randomOf } from '../random.js'
import type { HistoryRecord } from '../record.js'
import type { HistoryOptions } from './history-options.js'
import type { HistoryProcess } from './history-process.js'
import type { Journal } from './journal.js'
import type { Processes } from './processes.js'
import { enoughOrQuiet, quietMsOf, takeoverMsOf } from './progress.js'
import type { Schedule } from './schedule.js'

/** A fault, and the share of the work after which it is injected. */
interface Fault {
  readonly kind: 'kill' | 'pause'
  readonly after: number
}

/** The longest delay of a fault, in ms, so that it meets a process in any of its steps. */
const jitterMs = 12

/** Kills and pauses processes while they work, and replaces the killed ones. */
export const injectFaults = async (
  processes: Processes,
  schedule: Schedule,
  journal: Journal,
  options: HistoryOptions,
): Promise<void> => {
  const random = randomOf(options.seed, 'nemesis')
  const work = options.events * (1 + Object.keys(options.subscribers).length)
  for (const { kind, after } of faultsOf(random, options)) {
    const isTime = enoughOrQuiet(journal, after * work, quietMsOf(options))
    await processes.until(isTime, `${Math.round(after * 100)} % of the work was done`)
    await setTimeout(random.below(jitterMs))
    if (kind === 'kill') await killOne(processes, schedule, journal, random)
    else await pauseOne(processes, journal, random, options)
  }
}

const faultsOf = (random: Random, { kills, pauses }: HistoryOptions): readonly Fault[] => {
  const moments = Array.from({ length: kills + pauses }, () => 0.02 + random.below(900) / 1000).sort((a, b) => a - b)
  const pausing = new Set(Array.from({ length: pauses }, (_, n) => Math.floor(((n + 0.5) * moments.length) / pauses)))
  return moments.map((after, n) => ({ kind: pausing.has(n) ? 'pause' : 'kill', after }))
}

/** Every other time it kills the process that wrote the last record. */
const killOne = async (processes: Processes, schedule: Schedule, journal: Journal, random: Random): Promise<void> => {
  const running = processes.running()
  if (running.length === 0) return
  const last = journal.read().at(-1)?.process
  const busy = running.filter(({ job }) => job.process === last)
  const victim = random.pick(busy.length > 0 && random.below(2) === 0 ? busy : running)
  await processes.kill(victim)
  const job = schedule.restart(victim.job, journal.read())
  if (job !== undefined) await processes.start(job)
}

/** Pauses the active process of a subscription until another one has taken over; none does if it holds a lock. */
const pauseOne = async (
  processes: Processes,
  journal: Journal,
  random: Random,
  options: HistoryOptions,
): Promise<void> => {
  const shared = Object.entries(options.subscribers).flatMap(([name, count]) => (count > 1 ? [name] : []))
  if (shared.length === 0) return
  const name = random.pick(shared)
  const own = processes.running().filter(({ job }) => job.role === 'subscriber' && job.subscription === name)

  const started = journal.read().length
  const isIdle = enoughOrQuiet(journal, Infinity, takeoverMsOf(options))
  const active = () => lastProcess(journal, started, 'begun', own)
  await processes.until(() => active() !== undefined || isIdle(), 'a process was active')
  const victim = active()
  if (victim === undefined) return
  processes.pause(victim)

  const paused = journal.read().length
  const others = own.filter((one) => one !== victim)
  const isQuiet = enoughOrQuiet(journal, Infinity, takeoverMsOf(options))
  const successor = () => lastProcess(journal, paused, 'put', others)
  await processes.until(() => successor() !== undefined || isQuiet(), 'another process took over')
  processes.resume(victim)
}

/** The one of these that wrote the last record of this tag, from the index on. */
const lastProcess = (
  journal: Journal,
  from: number,
  tag: HistoryRecord['_tag'],
  processes: readonly HistoryProcess[],
): HistoryProcess | undefined =>
  journal
    .read()
    .slice(from)
    .filter(({ _tag }) => _tag === tag)
    .map((record) => processes.find(({ job }) => job.process === record.process))
    .findLast((process) => process !== undefined)
