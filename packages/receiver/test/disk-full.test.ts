import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createLedger, type Ledger } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import { describe, expect, onTestFinished } from 'vitest'

import { figures } from '../../../tools/faults/figures.js'
import { itUnless } from '../../../tools/faults/it-unless.js'
import { nodeListener } from '../src/node/node-listener.js'
import { staticHeaders } from '../src/static-headers.js'
import { webhookHandler } from '../src/webhook-handler.js'
import { type Answered, post } from './client.js'
import { storedIds } from './host-process.js'
import { listening } from './servers.js'
import { delivery, key } from './webhooks.js'

/** Another tmpfs needs rights that not every machine gives. */
const noMount =
  process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0
    ? undefined
    : 'a small disk cannot be mounted here'

/** A disk of 1 MiB of which a part is taken until `makeRoom`. */
const smallDisk = (): { readonly path: string; readonly makeRoom: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'receiver-'))
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status).toBe(0)
  onTestFinished(() => {
    spawnSync('umount', [disk])
    rmSync(folder, { recursive: true, force: true })
  })
  const ballast = join(disk, 'ballast')
  writeFileSync(ballast, Buffer.alloc(300_000))
  return { path: join(disk, 'ledger.db'), makeRoom: () => rmSync(ballast) }
}

interface Filling {
  readonly refusals: readonly Answered[]
  /** Acknowledged, and not in the log. */
  readonly missing: readonly string[]
  readonly again: number
}

/** Fills the disk through a real server, makes room, and sends what was refused once more. */
const filled = async (around: (ledger: Ledger) => Pick<Ledger, 'ingest'>): Promise<Filling> => {
  const { path, makeRoom } = smallDisk()
  const store = sqliteStore({ path })
  const ledger = createLedger({ store })
  const handler = webhookHandler({ ledger: around(ledger), authenticate: staticHeaders({ 'x-webhook-key': [key] }) })
  const server = await listening(createServer(nodeListener(handler)))
  const acknowledged: string[] = []
  const refusals: Answered[] = []
  const body = (id: number): string => delivery(id).padEnd(9_000)
  for (let id = 0; id < 120; id += 1) {
    const answered = await post(server.port, body(id))
    if (answered.status === 200) acknowledged.push(`e-${id}`)
    else refusals.push(answered)
  }
  makeRoom()
  const { status: again } = await post(server.port, body(119))
  await handler.close()
  await server.close()
  await ledger.close()
  await store.close()
  const stored = await storedIds(path)
  return { refusals, missing: acknowledged.filter((id) => !stored.has(id)), again }
}

describe('a full disk', () => {
  itUnless(
    noMount,
    'is answered with 429, loses nothing that was acknowledged, and is forgotten when there is room',
    { tags: 'fault:disk-full' },
    async () => {
      const { refusals, missing, again } = await filled((ledger) => ledger)
      expect(refusals.length).toBeGreaterThan(3)
      for (const { status, reply } of refusals)
        expect([status, reply]).toEqual([429, { reply: 'TryAgain', reason: 'store', error: 'StoreFull' }])
      expect([missing, again]).toEqual([[], 200])
      figures({ rounds: refusals.length, acknowledged: 121 - refusals.length, lost: missing.length })
    },
  )

  itUnless(noMount, 'that is answered with 200 is found: sabotage', { tags: 'twin:disk-full' }, async () => {
    const swallowing = (ledger: Ledger): Pick<Ledger, 'ingest'> => ({
      ingest: async (...body) => {
        const { _tag } = await ledger.ingest(...body)
        expect(['Left', 'Right']).toContain(_tag)
        return { _tag: 'Right', right: { _tag: 'Ignored', reason: 'unknown-event' } }
      },
    })
    expect((await filled(swallowing)).missing.length).toBeGreaterThan(0)
  })
})
