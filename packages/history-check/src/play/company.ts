import { setTimeout } from 'node:timers/promises'

import type { Journal } from './journal.js'
import type { Part } from './part.js'
import type { Player } from './player.js'

/** All the players of a history: who is on stage, and what is done to them, which is written down. */
export interface Company {
  players(): readonly Player[]
  start(part: Part): Promise<Player>
  kill(player: Player): Promise<void>
  pause(player: Player): void
  resume(player: Player): void
  /** Lets these end cleanly. */
  stop(players: readonly Player[]): Promise<void>
  /** Waits for a condition; throws where a player failed, and after `patienceMs`. */
  until(holds: () => boolean, what: string): Promise<void>
  /** Ends whoever is left, as `kill -9` does. */
  disband(): Promise<void>
}

export const companyOf = (journal: Journal, play: (part: Part) => Promise<Player>, patienceMs: number): Company => {
  const onStage = new Set<Player>()
  const killed = new Set<Player>()
  let failure: { readonly cause: unknown } | undefined

  const leaves = async (player: Player): Promise<void> => {
    try {
      await player.gone
      if (!killed.has(player)) journal.write({ _tag: 'stopped', run: player.part.run })
    } catch (cause) {
      failure ??= { cause }
    }
    onStage.delete(player)
  }

  const kill = async (player: Player): Promise<void> => {
    killed.add(player)
    await player.kill()
    journal.write({ _tag: 'killed', run: player.part.run })
    onStage.delete(player)
  }

  const until: Company['until'] = async (holds, what) => {
    const start = performance.now()
    while (failure === undefined && !holds()) {
      if (performance.now() - start > patienceMs) throw new Error(`waited ${patienceMs} ms until ${what}`)
      await setTimeout(2)
    }
    if (failure !== undefined) throw failure.cause
  }

  return {
    players: () => [...onStage],
    start: async (part) => {
      const { run } = part
      journal.write({ _tag: 'started', run, ...(part.role === 'writer' ? {} : { subscription: part.subscription }) })
      const player = await play(part)
      onStage.add(player)
      void leaves(player)
      return player
    },
    kill,
    pause: (player) => {
      journal.write({ _tag: 'paused', run: player.part.run })
      player.pause()
    },
    resume: (player) => {
      journal.write({ _tag: 'resumed', run: player.part.run })
      player.resume()
    },
    stop: async (players) => {
      for (const player of players) player.tell()
      await until(() => players.every((player) => !onStage.has(player)), 'all had stopped')
    },
    until,
    disband: async () => {
      for (const player of [...onStage]) await kill(player)
    },
  }
}
