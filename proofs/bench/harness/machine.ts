import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

/** Where a run was made, and with what. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  /** By package, peers included; a package that is not installed is left out. */
  readonly versions: Readonly<Record<string, string>>
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1_073_741_824),
  system: `${process.platform} ${process.arch}`,
  node: process.version,
  versions: versionsOf([
    'better-sqlite3',
    '@event-driven-io/emmett',
    '@event-driven-io/emmett-sqlite',
    '@castore/core',
    '@castore/event-storage-adapter-in-memory',
    '@rotorsoft/act',
    '@rotorsoft/act-sqlite',
  ]),
})

/** In one line, for the foot of a table. */
export const machineLine = ({ cpu, cores, memoryGb, system, node }: Machine): string =>
  `${cpu} × ${cores}, ${memoryGb} GB, ${system}, Node ${node.slice(1)}`

export const versionLine = ({ versions }: Machine): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')

const versionsOf = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const version = versionOf(name)
      return version === undefined ? [] : [[name, version]]
    }),
  )

/** Read out of package.json as it lies there: not every package lets its own be imported. */
const versionOf = (name: string): string | undefined => {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const version = readVersion(join(folder, name))
    if (version !== undefined) return version
  }
  return undefined
}

const readVersion = (folder: string): string | undefined => {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version?: string }).version
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
