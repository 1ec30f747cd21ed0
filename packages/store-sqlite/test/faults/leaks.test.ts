import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { itUnless } from '../../../../tools/faults/it-unless.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

/** What a process has more of, once its garbage is collected, after so many cycles of a kind. */
interface Growth {
  readonly heap: number
  readonly descriptors: number
}

const growthOf = async (kind: string, count: number): Promise<Growth> => {
  const script = fileURLToPath(worker('leaks'))
  const args = ['--expose-gc', script, `${temporaryFolder()}/ledger.db`, kind, String(count)]
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout) as Growth
}

const mebibyte = 1_048_576

const noProc = existsSync('/proc/self/fd') ? undefined : 'open descriptors cannot be counted without /proc'

describe('what is begun and ended leaves nothing behind', () => {
  for (const [kind, inCi] of [
    ['open and close', 1_000],
    ['listen and stop', 10_000],
    ['subscribe and stop', 2_500],
  ] as const)
    itUnless(noProc, `when it is to ${kind}`, { tags: 'fault:leaks' }, async () => {
      const { heap, descriptors } = await growthOf(kind, rounds(inCi))
      expect(heap).toBeLessThan(mebibyte)
      expect(descriptors).toBe(0)
      figures({ rounds: rounds(inCi), bytes: Math.max(0, heap), descriptors })
    })

  it('is found out where one off() is forgotten: sabotage', { tags: 'twin:leaks' }, async () => {
    expect((await growthOf('listen only', 10_000)).heap).toBeGreaterThan(mebibyte)
  })

  it('is found out where a subscription forgets one off(): sabotage', { tags: 'twin:leaks' }, async () => {
    expect((await growthOf('subscribe and stay', 300)).heap).toBeGreaterThan(mebibyte)
  })

  itUnless(noProc, 'is found out where a store is not closed: sabotage', { tags: 'twin:leaks' }, async () => {
    expect((await growthOf('open only', 20)).descriptors).toBeGreaterThan(20)
  })
})
