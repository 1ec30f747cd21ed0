import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

const storeMemory = fileURLToPath(new URL('../../../store-memory/', import.meta.url))

/** A host that closes a ledger with such a listener, and says so when it is closed. Runs the built packages. */
const host = (listener: string, timeoutMs: number): string => `
  import { createLedger } from '@partner-ledger/core'
  import { deliveries } from '@partner-ledger/core/testing'
  import { memoryStore } from '@partner-ledger/store-memory'
  const ledger = createLedger({ store: memoryStore() })
  ledger.on('recorded', ${listener})
  for (const body of deliveries({ memberships: 1, events: 1 })) await ledger.ingest(body)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await ledger.close({ timeoutMs: ${timeoutMs} })
  console.log('closed')`

/** What the host printed; it is an error if the process ends before its own work has, or only after a minute. */
const run = async (program: string): Promise<string> => {
  if (!existsSync(`${storeMemory}dist/index.js`))
    throw new Error('run pnpm build first: the host runs the built packages')
  const words = ['--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: storeMemory, timeout: 60_000 })
  return stdout.trim()
}

test('close keeps the process alive while it waits for a listener that never ends', async () => {
  expect(await run(host('() => new Promise(() => {})', 50))).toBe('closed')
})

test('close keeps the process alive no longer than there is something to wait for', async () => {
  expect(await run(host('() => {}', 600_000))).toBe('closed')
})

test('a wait that keeps nothing alive ends the process before its work: sabotage', async () => {
  const unawaited = 'await new Promise((resolve) => { setTimeout(resolve, 50).unref() }); console.log("closed")'
  await expect(run(unawaited)).rejects.toMatchObject({ code: 13 })
})
