import { setTimeout } from 'node:timers/promises'

import { type Random, randomOf } from '../random.js'
import type { Casting } from './casting.js'
import type { Company } from './company.js'
import type { HistoryOptions } from './history-options.js'
import type { Journal } from './journal.js'
import type { Player } from './player.js'
import type { HistoryRecord } from './record.js'

/** What goes wrong, and after which share of all that is to happen. */
interface Misfortune {
  readonly kind: 'kill' | 'pause'
  readonly after: number
}

/** A journal that does not grow for so many leases will not grow by itself. */
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

const reachedOrQuiet = (journal: Journal, enough: number, quietMs: number): (() => boolean) => {
  let seen = { count: -1, at: 0 }
  return () => {
    const records = journal.read()
    if (records.length !== seen.count) seen = { count: records.length, at: performance.now() }
    return progressOf(records) >= enough || performance.now() - seen.at > quietMs
  }
}

const progressOf = (records: readonly HistoryRecord[]): number =>
  records.reduce((sum, { _tag }) => (_tag === 'acknowledged' || _tag === 'completed' ? sum + 1 : sum), 0)

const killOne = async (company: Company, casting: Casting, journal: Journal, random: Random): Promise<void> => {
  const players = company.players()
  if (players.length === 0) return
  const { part } = random.pick(players)
  const player = players.find((one) => one.part === part)
  if (player === undefined) return
  await company.kill(player)
  const again = casting.again(part, journal.read())
  if (again !== undefined) await company.start(again)
}

/** The one that worked last is held up until another of its name took over, or nobody does. */
const holdUpOne = async (
  company: Company,
  journal: Journal,
  random: Random,
  { leaseMs, subscribers }: HistoryOptions,
): Promise<void> => {
  const shared = Object.keys(subscribers).filter((name) => (subscribers[name] ?? 0) > 1)
  if (shared.length === 0) return
  const name = random.pick(shared)
  const own = company.players().filter(({ part }) => part.role === 'subscriber' && part.subscription === name)
  const worker = journal.read().findLast(({ _tag, run }) => _tag === 'begun' && isOneOf(own, run))
  const player = own.find(({ part }) => part.run === worker?.run)
  if (player === undefined) return
  company.pause(player)
  const from = journal.read().length
  const others = own.filter((one) => one !== player)
  const tookOver = (): boolean =>
    journal.read().some(({ _tag, run }, n) => n >= from && _tag === 'begun' && isOneOf(others, run))
  const isQuiet = reachedOrQuiet(journal, Infinity, leaseMs * quietLeases)
  await company.until(() => tookOver() || isQuiet(), 'another took over')
  company.resume(player)
}

const isOneOf = (players: readonly Player[], run: string): boolean => players.some(({ part }) => part.run === run)
