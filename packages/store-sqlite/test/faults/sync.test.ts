import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { itUnless } from '../../../../tools/faults/it-unless.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

const calls = ['-f', '-qq', '-e', 'trace=fsync,fdatasync,write']

const noStrace = spawnSync('strace', [...calls, '-o', '/dev/null', 'true']).status === 0 ? undefined : 'no strace'

/** Acknowledgements in the trace of a process that appends, and those of them without a sync since the one before. */
const traced = (count: number, synchronous: string): { readonly acknowledged: number; readonly unsynced: number } => {
  const folder = temporaryFolder()
  const writer = [fileURLToPath(worker('append-and-say')), `${folder}/ledger.db`, String(count), synchronous]
  const { status } = spawnSync('strace', [...calls, '-o', `${folder}/trace`, process.execPath, ...writer])
  expect(status).toBe(0)
  let [acknowledged, unsynced, synced] = [0, 0, false]
  for (const line of readFileSync(`${folder}/trace`, 'utf8').split('\n')) {
    if (/\bf(data)?sync\(.*= 0$/.test(line)) synced = true
    if (!line.includes('write(1, "acknowledged')) continue
    acknowledged += 1
    unsynced += synced ? 0 : 1
    synced = false
  }
  return { acknowledged, unsynced }
}

describe('an acknowledgement, as the kernel sees it', () => {
  itUnless(noStrace, 'comes behind a sync of its own', { tags: 'fault:sync' }, async () => {
    const { acknowledged, unsynced } = traced(rounds(100), 'FULL')
    expect([acknowledged, unsynced]).toEqual([rounds(100), 0])
    figures({ rounds: 1, acknowledged, unsynced })
  })

  itUnless(noStrace, 'comes without one at synchronous NORMAL: sabotage', { tags: 'twin:sync' }, async () => {
    expect(traced(20, 'NORMAL').unsynced).toBeGreaterThan(15)
  })
})
