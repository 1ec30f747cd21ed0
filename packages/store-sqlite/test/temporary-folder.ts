import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { onTestFinished } from 'vitest'

/** A folder that is gone when the test is. */
export const temporaryFolder = (): string => {
  const folder = newFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'partner-ledger-'))

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** The bytes of a ledger's files. Read by another process: to close a live database's file here would drop its locks. */
export const bytesOf = (path: string): Buffer => {
  const files = ['', '-wal', '-shm'].map((suffix) => path + suffix).filter((file) => existsSync(file))
  return spawnSync('cat', files, { maxBuffer: 2 ** 30 }).stdout
}
