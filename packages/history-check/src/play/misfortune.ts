import { setTimeout } from 'node:timers/promises'

import { type Random, randomOf } from '../random.js'
import type { Casting } from './casting.js'
import type { Company } from './company.js'
import type { HistoryOptions } from './history-options.js'
import type { Journal } from './journal.js'
import type { Player } from './player.js'
import type { HistoryRecord } from '../record.js'

/** What goes wrong, and after which share of all that is to happen. */
interface Misfortune {
  readonly kind: 'kill' | 'pause'
  readonly after: number
}

/** After so many leases in which nothing was done, nothing more will be. */
const quietLeases = 4
/** How long after its moment a blow may fall, in ms: processes are met in whatever they do then. */
const tremorMs = 12

/** Kills and holds up processes while they work, and starts others in the place of the killed. */
export const strike = async (
  company: Company,
  casting: Casting,
  journal: Journal,
  options: HistoryOptions,
): Promise<void> => {
  const random = randomOf(options.seed, 'misfortunes')
  const work = options.events * (1 + Object.keys(options.subscribers).length)
  for (const { kind, after } of misfortunes(random, options)) {
    const isTime = reachedOrQuiet(journal, after * work, options.leaseMs * quietLeases)
    await company.until(isTime, `${Math.round(after * 100)} % had happened`)
    await setTimeout(random.below(tremorMs))
    if (kind === 'kill') await killOne(company, casting, journal, random)
    else await holdUpOne(company, journal, random, options)
  }
}

const misfortunes = (random: Random, { kills, pauses }: HistoryOptions): readonly Misfortune[] => {
  const moments = Array.from({ length: kills + pauses }, () => 0.02 + random.below(900) / 1000).sort((a, b) => a - b)
  const pausing = new Set(Array.from({ length: pauses }, (_, n) => Math.floor(((n + 0.5) * moments.length) / pauses)))
  return moments.map((after, n) => ({ kind: pausing.has(n) ? 'pause' : 'kill', after }))
}

/** Whether so much was done, or nothing more was for so long: what was lost is not waited for. */
const reachedOrQuiet = (journal: Journal, enough: number, quietMs: number): (() => boolean) => {
  let read = 0
  let done = 0
  let since = performance.now()
  return () => {
    const news = journal.read().slice(read)
    read += news.length
    const more = doneIn(news)
    done += more
    if (more > 0) since = performance.now()
    return done >= enough || performance.now() - since > quietMs
  }
}

/** Leases are renewed also where nothing is done. */
const doneIn = (records: readonly HistoryRecord[]): number =>
  records.reduce((sum, { _tag }) => (_tag === 'acknowledged' || _tag === 'completed' ? sum + 1 : sum), 0)

/** Every other time it is the one that has just done something. */
const killOne = async (company: Company, casting: Casting, journal: Journal, random: Random): Promise<void> => {
  const players = company.players()
  if (players.length === 0) return
  const last = journal.read().at(-1)?.run
  const atWork = players.filter(({ part }) => part.run === last)
  const player = random.pick(atWork.length > 0 && random.below(2) === 0 ? atWork : players)
  await company.kill(player)
  const again = casting.again(player.part, journal.read())
  if (again !== undefined) await company.start(again)
}

/** Who works for a name is held up until another of the name has taken over, or nobody does. */
const holdUpOne = async (
  company: Company,
  journal: Journal,
  random: Random,
  { leaseMs, subscribers }: HistoryOptions,
): Promise<void> => {
  const shared = Object.entries(subscribers).flatMap(([name, count]) => (count > 1 ? [name] : []))
  if (shared.length === 0) return
  const name = random.pick(shared)
  const own = company.players().filter(({ part }) => part.role === 'subscriber' && part.subscription === name)
  const runsOf = (players: readonly Player[]): Set<string> => new Set(players.map(({ part }) => part.run))
  const didSince = (moment: number, players: readonly Player[], ...tags: readonly HistoryRecord['_tag'][]) =>
    journal
      .read()
      .slice(moment)
      .findLast(({ _tag, run }) => tags.includes(_tag) && runsOf(players).has(run))

  const now = journal.read().length
  const isIdle = reachedOrQuiet(journal, Infinity, leaseMs * quietLeases)
  await company.until(() => didSince(now, own, 'begun') !== undefined || isIdle(), 'somebody worked')
  const worker = didSince(now, own, 'begun')?.run
  const player = own.find(({ part }) => part.run === worker)
  if (player === undefined) return
  company.pause(player)
  const others = own.filter((one) => one !== player)
  const paused = journal.read().length
  const isQuiet = reachedOrQuiet(journal, Infinity, leaseMs * quietLeases)
  await company.until(() => didSince(paused, others, 'put') !== undefined || isQuiet(), 'another took over')
  company.resume(player)
}
