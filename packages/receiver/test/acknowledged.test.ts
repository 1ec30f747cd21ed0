import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import { figures } from '../../../tools/faults/figures.js'
import { rounds } from '../../../tools/faults/rounds.js'
import { type Manner, startHost, storedIds, underLoad } from './host-process.js'

const connections = 64

const newPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'receiver-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'ledger.db')
}

interface Round {
  readonly acknowledged: readonly string[]
  readonly stored: ReadonlySet<string>
  readonly missing: readonly string[]
  readonly ended: readonly [complaint: string, code: number | null, signal: NodeJS.Signals | null]
}

/** Ends a host by this signal under load, somewhere behind its first answers, and looks into the log it left. */
const ended = async (path: string, signal: 'SIGKILL' | 'SIGTERM', manner: Manner, round: number): Promise<Round> => {
  const host = await startHost(path, manner)
  const last = 1 + ((round * 37) % 200)
  const acknowledged = await underLoad(host.port, connections, round * 100_000, (count) => {
    if (count === last) host.child.kill(signal)
  })
  const end = await host.ended
  const stored = await storedIds(path)
  return { acknowledged, stored, missing: acknowledged.filter((id) => !stored.has(id)), ended: end }
}

/** Rounds until something acknowledged is missing, 30 at the most; how much is. */
const lostBy = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number> => {
  for (let round = 0; round < 30; round += 1) {
    const { missing } = await ended(newPath(), signal, ['hasty', 'none'], round)
    if (missing.length > 0) return missing.length
  }
  return 0
}

/** Round after round on one file, each checked; the figures are printed. */
const everyRound = async (
  signal: 'SIGKILL' | 'SIGTERM',
  framework: Manner[1],
  count: number,
  check: (round: Round, added: number) => void,
): Promise<void> => {
  const path = newPath()
  let known = 0
  let acknowledged = 0
  for (let number = 0; number < count; number += 1) {
    const round = await ended(path, signal, ['sound', framework], number)
    expect(round.missing).toEqual([])
    check(round, round.stored.size - known)
    known = round.stored.size
    acknowledged += round.acknowledged.length
  }
  console.log(`${signal}, ${framework}: ${count} rounds, ${acknowledged} acknowledged, ${known} stored, 0 missing`)
  figures({ rounds: count, acknowledged, lost: 0, kept: known - acknowledged })
}

describe.each([
  ['node:http', 'none', 6],
  ['Hono', 'hono', 3],
] as const)('a host under 64 connections, by %s,', (_, framework, inCi) => {
  const options = { tags: 'fault:receiver', timeout: rounds(120_000) }

  test(
    'that is killed has every acknowledged body in its log, and one more a connection at the most',
    options,
    async () => {
      await everyRound('SIGKILL', framework, rounds(inCi), (round, added) => {
        expect(round.ended).toEqual(['', null, 'SIGKILL'])
        expect(round.acknowledged.length).toBeGreaterThan(0)
        expect(added - round.acknowledged.length).toBeLessThanOrEqual(connections)
      })
    },
  )

  test('that is shut down ends by itself, and what it acknowledged is what its log holds', options, async () => {
    await everyRound('SIGTERM', framework, rounds(inCi), (round, added) => {
      expect(round.ended).toEqual(['', 0, null])
      expect(added).toBe(round.acknowledged.length)
    })
  })
})

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a host that answers before it stores is found by %s: sabotage',
  { tags: 'twin:receiver' },
  async (signal) => {
    expect(await lostBy(signal)).toBeGreaterThan(0)
  },
)
