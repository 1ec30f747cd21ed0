/** Runs act-sqlite for the bench, in the Node that it needs: opens a file, appends bodies, scans what is there. */
import { SqliteStore } from '@rotorsoft/act-sqlite'

import { timed } from '../harness/timed.js'
import type { ActAnswer, ActRequest } from './act-request.js'
import { delivered } from './delivered.js'

/** The part of the client that the store keeps to itself, for one question. */
interface WithClient {
  readonly client: { execute(sql: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }> }
}

let store: SqliteStore | undefined

const append = async (to: SqliteStore, body: string): Promise<void> => {
  const { stream, type, data } = delivered(body)
  await to.commit(stream, [{ name: type, data }], { correlation: '', causation: {} })
}

const open = async (path: string, first: readonly string[]): Promise<number> => {
  store = new SqliteStore({ url: `file:${path}` })
  await store.seed()
  const { rows } = await (store as unknown as WithClient).client.execute('PRAGMA synchronous')
  if (Number(Object.values(rows[0] ?? {})[0]) !== 2) throw new Error('does not run at synchronous=FULL')
  for (const body of first) await append(store, body)
  return 0
}

const answerTo = async (request: ActRequest): Promise<number> => {
  if (request._tag === 'Open') return open(request.path, request.first)
  const opened = store
  if (opened === undefined) throw new Error('nothing is open')
  if (request._tag === 'Ingest')
    return timed(request.bodies.length, async () => {
      for (const body of request.bodies) await append(opened, body)
    })
  let events = 0
  const whole = await timed(1, async () => {
    await opened.query(() => {
      events += 1
    })
  })
  return whole / events
}

process.on('message', (request: ActRequest) => {
  void answerTo(request).then(
    (cost) => process.send?.({ _tag: 'Cost', cost } satisfies ActAnswer),
    (error: unknown) => process.send?.({ _tag: 'Failed', reason: String(error) } satisfies ActAnswer),
  )
})
