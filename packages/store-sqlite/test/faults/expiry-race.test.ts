import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { createLedger, type ExpirySummary, orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import { expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

interface Looked {
  readonly summary: ExpirySummary
  readonly told: readonly string[]
}

const begin = async (path: string, kind: string): Promise<ChildProcess> => {
  const host = fork(worker('expire'), [path, kind])
  await once(host, 'message')
  return host
}

/** Lets the process look, and answers what came of it when it has ended. */
const look = async (host: ChildProcess, now: number): Promise<Looked> => {
  const ended = once(host, 'exit')
  const answered = once(host, 'message') as Promise<[Looked]>
  host.send(now)
  const [looked] = await answered
  await ended
  return looked
}

/** What four processes record that look at the same moment, and what the log holds then: customer and end of each. */
const race = async (
  kind: string,
): Promise<{ readonly looked: readonly Looked[]; readonly notices: readonly string[] }> => {
  const path = join(temporaryFolder(), 'ledger.db')
  const store = sqliteStore({ path })
  const ledger = createLedger({ store })
  await orThrow(ledger.ingestMany(deliveries({ memberships: rounds(400), events: 4, late: 0 })))
  await orThrow(ledger.catchUp(50191))
  const hosts = await Promise.all(Array.from({ length: 4 }, () => begin(path, kind)))
  const looked = await Promise.all(hosts.map((host) => look(host, Date.UTC(2060, 0, 1))))
  const notices: string[] = []
  for (let after = 0; ; ) {
    const page = await orThrow(store.readAll('50191', after, 1000))
    for (const { type, facts } of page.events)
      if (type === 'membershipExpired') notices.push(`${facts['customerId']} ${facts['until']}`)
    const last = page.events.at(-1)
    if (last === undefined) break
    after = last.position
  }
  await ledger.close()
  await store.close()
  return { looked, notices }
}

test(
  'processes that look at the same moment record each notice once, and one of them tells of it',
  { tags: 'fault:expiry', timeout: 600_000 },
  async () => {
    const { looked, notices } = await race('')
    expect(notices.length).toBeGreaterThan(rounds(100))
    expect(new Set(notices).size).toBe(notices.length)
    const told = looked.flatMap((one) => one.told)
    expect(told.toSorted()).toEqual(notices.toSorted())
    for (const { summary } of looked) expect(summary.checked).toBe(notices.length)
    expect(looked.reduce((sum, { summary }) => sum + summary.expired, 0)).toBe(notices.length)
    figures({ rounds: notices.length, acknowledged: notices.length, lost: 0, doubled: 0 })
  },
)

test(
  'processes that do not look at the notices that are there, and have ids of their own, are found out: sabotage',
  { tags: 'twin:expiry', timeout: 600_000 },
  async () => {
    const { notices } = await race('own-ids')
    expect(notices.length).toBe(new Set(notices).size * 4)
  },
)
