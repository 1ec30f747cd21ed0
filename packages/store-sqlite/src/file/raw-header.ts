import { spawnSync } from 'node:child_process'

/**
 * Whether the header of a database says that it has no WAL, as that of a copy does which `backup` made and nobody opened.
 * Another process reads it: closing a live database file by hand would drop the locks that SQLite holds on it in this one.
 * `false` where no process can be started.
 */
export const isInRollbackMode = (path: string): boolean => {
  const header = headerOf(path)
  return header !== undefined && (header[writeVersionAt] === rollback || header[readVersionAt] === rollback)
}

const [writeVersionAt, readVersionAt, rollback, headerBytes] = [18, 19, 1, 20]

const headerOf = (path: string): Uint8Array | undefined => {
  for (const [command, ...parameters] of readers(path)) {
    const { stdout } = spawnSync(command, parameters, { stdio: ['ignore', 'pipe', 'ignore'], env })
    // Nothing is read from a process that did not start.
    if ((stdout as Uint8Array | null)?.byteLength === headerBytes) return stdout
  }
  return undefined
}

/** `dd` starts in a tenth of the time that Node takes. */
const readers = (path: string): readonly (readonly [string, ...string[]])[] => [
  ['dd', `if=${path}`, `bs=${headerBytes}`, 'count=1'],
  [process.execPath, '-e', script, path],
]

const script = `
const { openSync, readSync, writeSync } = require('node:fs')
const header = Buffer.alloc(${headerBytes})
writeSync(1, header, 0, readSync(openSync(process.argv[1], 'r'), header, 0, ${headerBytes}, 0))`

/** Electron is Node only with this variable. */
const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' }
