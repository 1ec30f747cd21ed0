import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import { startHost, storedIds, underLoad } from './host-process.js'

const connections = 64

/** CI's figures, times `PARTNER_LEDGER_ROUNDS`. */
const rounds = (inCi: number): number =>
  Math.max(1, Math.round(inCi * Number(process.env['PARTNER_LEDGER_ROUNDS'] ?? 1)))

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
const ended = async (
  path: string,
  signal: 'SIGKILL' | 'SIGTERM',
  manner: 'sound' | 'hasty',
  round: number,
): Promise<Round> => {
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
    const { missing } = await ended(newPath(), signal, 'hasty', round)
    if (missing.length > 0) return missing.length
  }
  return 0
}

describe('a host under 64 connections', () => {
  test('that is killed has every acknowledged body in its log, and one more a connection at the most', async () => {
    const path = newPath()
    let known = 0
    for (let round = 0; round < rounds(10); round += 1) {
      const { acknowledged, stored, missing, ended: end } = await ended(path, 'SIGKILL', 'sound', round)
      expect(end).toEqual(['', null, 'SIGKILL'])
      expect(acknowledged.length).toBeGreaterThan(0)
      expect(missing).toEqual([])
      expect(stored.size - known - acknowledged.length).toBeLessThanOrEqual(connections)
      known = stored.size
    }
  })

  test('that is shut down ends by itself, and what it acknowledged is what its log holds', async () => {
    const path = newPath()
    let known = 0
    for (let round = 0; round < rounds(5); round += 1) {
      const { acknowledged, stored, missing, ended: end } = await ended(path, 'SIGTERM', 'sound', round)
      expect(end).toEqual(['', 0, null])
      expect([missing, stored.size - known]).toEqual([[], acknowledged.length])
      known = stored.size
    }
  })

  test('that acknowledges before it stores is found when it is killed: sabotage', async () => {
    expect(await lostBy('SIGKILL')).toBeGreaterThan(0)
  })

  test('that acknowledges before it stores is found when it is shut down: sabotage', async () => {
    expect(await lostBy('SIGTERM')).toBeGreaterThan(0)
  })
})
