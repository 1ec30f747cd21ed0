import { setImmediate } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'

import { expect, test } from 'vitest'

import { type Logger, quietly } from '../../src/ledger/logger.js'

const entry = { level: 'warn', code: 'long-stream' } as const

/** The rejections that nobody handles after this logger was given an entry. */
const unhandledAfter = async (logger: Logger): Promise<readonly string[]> => {
  const unhandled: string[] = []
  const note = (error: unknown): void => void unhandled.push(String(error))
  const others = process.rawListeners('unhandledRejection') as ((...given: unknown[]) => void)[]
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', note)
  logger(entry)
  await setImmediate()
  await setImmediate()
  process.off('unhandledRejection', note)
  for (const other of others) process.on('unhandledRejection', other)
  return unhandled
}

const rejecting: Readonly<Record<string, () => unknown>> = {
  'this realm': () => Promise.reject(new Error('no log')),
  'another realm': runInNewContext("() => Promise.reject(new Error('no log'))") as () => unknown,
}

test.each(Object.entries(rejecting))('a logger of %s that rejects disturbs nobody', async (_, logger) => {
  expect(await unhandledAfter(quietly(logger as Logger))).toEqual([])
})

test.each(Object.entries(rejecting))('a rejection of %s that is left alone is seen: sabotage', async (_, logger) => {
  expect(await unhandledAfter(logger as Logger)).toEqual(['Error: no log'])
})

test.each([undefined, null, 'said', {}])('a logger that throws or returns %s is quiet', (said) => {
  expect(() => quietly(() => said as undefined)(entry)).not.toThrow()
  expect(() => quietly(() => expect.fail('thrown'))(entry)).not.toThrow()
})
