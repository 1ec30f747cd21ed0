import { fork } from 'node:child_process'
import { once } from 'node:events'

import { type Connection, openConnection } from './connection.js'

/** A server in a process of its own, with connections that are open. */
export interface Served {
  /** Every connection takes the next body as soon as its last one is answered. */
  post(bodies: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Runs a file that sends the port on which it listens, and ends once its parent lets go of it. */
export const serve = async (
  file: string,
  words: readonly string[],
  connections: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Served> => {
  const child = fork(file, words, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const port = await Promise.race([
    once(child, 'message').then(([told]) => Number(told)),
    ended.then(() => Promise.reject(new Error(`${file} ended`))),
  ])
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port, headers)))
  return {
    post: (bodies) => postAll(open, bodies),
    close: async () => {
      for (const connection of open) connection.close()
      child.disconnect()
      await ended
    },
  }
}

const postAll = async (connections: readonly Connection[], bodies: readonly string[]): Promise<void> => {
  let next = 0
  const take = async (connection: Connection): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await connection.post(body)
  }
  await Promise.all(connections.map(take))
}
