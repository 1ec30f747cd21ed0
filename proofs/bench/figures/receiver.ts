import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { orThrow } from '@partner-ledger/core'

import type { Contender, Figure, Setting, Variant } from '../harness/figure.js'
import { serve, type Served } from '../harness/served.js'
import { timed } from '../harness/timed.js'
import { openLedgerFile } from '../ours/ledger-file.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'

const orgId = 50191
const connections = 64
const secret = 'the-secret-of-the-bench'
const headers = { authorization: secret }

/** Members enough that no story reaches into the future, where deliveries are kept apart. */
const shape = ({ scale, turns }: Setting): TurnShape => ({
  members: 1000,
  each: connections * (scale === 'quick' ? 2 : 32),
  turns,
})

const fileOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** Answers, beside a contender, how many bodies were posted to it. */
const contenderOf = async (served: Served, setting: Setting): Promise<Contender & { posted(): number }> => {
  const { first, next } = turnsOf(shape(setting))
  let posted = first.length
  await served.post(first)
  return {
    turn: () => {
      const bodies = next()
      posted += bodies.length
      return timed(bodies.length, () => served.post(bodies))
    },
    close: served.close,
    posted: () => posted,
  }
}

const ours: Variant = {
  name: 'nodeListener(webhookHandler)',
  open: async (setting) => {
    const path = join(setting.folder, 'ledger.db')
    const served = await serve(fileOf('../ours/receiver-process.js'), [path, secret], connections, headers)
    const { turn, posted, close } = await contenderOf(served, setting)
    return {
      turn,
      close: async () => {
        await close()
        const kept = await eventsIn(setting.folder)
        if (kept !== posted()) throw new Error(`${posted()} bodies were answered, and ${kept} events kept`)
      },
    }
  },
}

const limit: Variant = {
  name: 'the same server, an empty handler',
  open: async (setting) =>
    contenderOf(await serve(fileOf('../limits/empty-process.js'), [], connections, headers), setting),
}

const eventsIn = async (folder: string): Promise<number> => {
  const { ledger, close } = openLedgerFile(folder)
  const count = await orThrow(ledger.replay(orgId, { initial: 0, evolve: (events) => events + 1 }))
  await close()
  return count
}

const peers: readonly Variant[] = []

export const figures: readonly Figure[] = [
  {
    name: 'receiver',
    title: `a durable webhook over HTTP, ${connections} connections`,
    unit: 'µs',
    ours,
    limit,
    peers,
    goals: [{ _tag: 'Within', of: limit.name, ratio: 2 }],
    note: 'twice the time of a request that is read and answered is half the requests a second. Each server runs in a process of its own; the client in another one writes to bare sockets, so that it is not what is measured',
  },
]
