import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Agent } from 'node:http'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

import { orThrow } from '@partner-ledger/core'
import { sqliteStore } from '@partner-ledger/store-sqlite'

import { post } from './client.js'
import { delivery, key } from './webhooks.js'

/** A host in a process of its own, which runs the built packages. */
export interface HostProcess {
  readonly port: number
  readonly child: ChildProcessByStdio<null, Readable, Readable>
  /** What it said on stderr, and how it ended, once it has. */
  readonly ended: Promise<readonly [complaint: string, code: number | null, signal: NodeJS.Signals | null]>
}

/** Whether it stores before it answers, and whether it serves by `node:http` alone or by Hono. */
export type Manner = readonly ['sound' | 'hasty', 'none' | 'hono']

export const startHost = async (path: string, manner: Manner): Promise<HostProcess> => {
  if (!existsSync(new URL('../dist/node/index.js', import.meta.url)))
    throw new Error('the host runs the built packages, so run pnpm build first')
  const worker = fileURLToPath(new URL('workers/host.js', import.meta.url))
  const child = spawn(process.execPath, [worker, path, key, ...manner], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const ended = once(child, 'close').then(
    ([code, signal]) => [complaint, code as number | null, signal as NodeJS.Signals | null] as const,
  )
  const port = await Promise.race([once(child.stdout, 'data').then(([text]) => Number(text)), ended.then(() => NaN)])
  return { port, child, ended }
}

/** Posts over this many connections until the host answers no more; the ids that were acknowledged, as they come. */
export const underLoad = async (
  port: number,
  connections: number,
  firstId: number,
  acknowledged: (count: number) => void,
): Promise<readonly string[]> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ids: string[] = []
  let next = firstId
  const postOn = async (): Promise<void> => {
    for (;;) {
      const id = next
      next += 1
      const status = await post(port, delivery(id), {}, agent).then(
        (answer) => answer.status,
        () => undefined,
      )
      if (status !== 200) return
      ids.push(`e-${id}`)
      acknowledged(ids.length)
    }
  }
  await Promise.all(Array.from({ length: connections }, postOn))
  agent.destroy()
  return ids
}

/** The ids of all events in the log, read by a store of one's own once the host is gone. */
export const storedIds = async (path: string): Promise<ReadonlySet<string>> => {
  const store = sqliteStore({ path })
  const ids = new Set<string>()
  for (let after = 0, more = true; more; ) {
    const page = await orThrow(store.readAll('50191', after, 1000))
    for (const { id, position } of page.events) {
      ids.add(id)
      after = position
    }
    more = page.more
  }
  await store.close()
  return ids
}
