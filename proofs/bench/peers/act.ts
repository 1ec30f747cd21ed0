import { type ChildProcess, fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Absent, type Setting, type Variant } from '../harness/figure.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'
import type { ActAnswer, ActRequest } from './act-request.js'
import { newerNode } from './bring-peers.js'

/** A process in which act-sqlite runs, with a file of its own open. */
export interface ActProcess {
  /** The cost of one operation, in µs. */
  ask(request: ActRequest): Promise<number>
  close(): Promise<void>
}

/** Starts it on a Node of 22 or later. */
export const openAct = async (path: string, first: readonly string[]): Promise<ActProcess> => {
  const file = fileURLToPath(new URL('./act-process.js', import.meta.url))
  const cwd = dirname(path)
  // It reads the package.json of the folder that it runs in, and refuses one without a version.
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'act-on-the-bench', version: '1.0.0' }))
  const env = { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'fatal' }
  const child = fork(file, { execPath: newerNode(), execArgv: [], cwd, env, stdio: ['ignore', 'ignore', 2, 'ipc'] })
  const ask = (request: ActRequest): Promise<number> => answerOf(child, request)
  try {
    await ask({ _tag: 'Open', path, first })
  } catch (error) {
    child.kill()
    throw new Absent(error instanceof Error ? error.message : String(error))
  }
  return {
    ask,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      await ended
    },
  }
}

/** Bodies that are parsed and committed to the stream of their membership, one after the other. */
export const actIngest = (shapeOf: (setting: Setting) => TurnShape): Variant => ({
  name: 'act-sqlite',
  open: async (setting) => {
    const { first, next } = turnsOf(shapeOf(setting))
    const act = await openAct(join(setting.folder, 'act.db'), first)
    return { turn: () => act.ask({ _tag: 'Ingest', bodies: next() }), close: act.close }
  },
})

const answerOf = (child: ChildProcess, request: ActRequest): Promise<number> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the process of act ended'))
    child.once('exit', ended)
    child.once('message', (answer: ActAnswer) => {
      child.off('exit', ended)
      if (answer._tag === 'Cost') resolve(answer.cost)
      else reject(new Error(answer.reason))
    })
    child.send(request)
  })
