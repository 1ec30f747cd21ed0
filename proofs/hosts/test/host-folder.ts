import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { onTestFinished } from 'vitest'

const proof = fileURLToPath(new URL('..', import.meta.url))

/** A file or a folder of this proof. */
export const ofProof = (path: string): string => join(proof, path)

const packages = join(proof, '../../packages')

const packed = ['core', 'store-sqlite', 'store-conformance'] as const

const run = (command: string, parameters: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

let tarballs: string | undefined

/** The packages as they would be published, packed once. */
const packedOnce = (): string => {
  if (tarballs !== undefined) return tarballs
  const to = mkdtempSync(join(tmpdir(), 'partner-ledger-tarballs-'))
  process.once('exit', () => rmSync(to, { recursive: true, force: true }))
  for (const name of packed)
    run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', to], join(packages, name))
  return (tarballs = to)
}

/** A host's folder: the packages out of their tarballs, what they run on, and a better-sqlite3 of the host's choice. */
export const hostFolder = (engine: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'partner-ledger-host-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const modules = join(folder, 'node_modules')
  for (const name of packed) {
    const to = join(modules, '@partner-ledger', name)
    mkdirSync(to, { recursive: true })
    const tarball = join(packedOnce(), `partner-ledger-${name}-${versionOf(name)}.tgz`)
    run('tar', ['xzf', tarball, '--strip-components=1', '-C', to], folder)
  }
  for (const name of ['fp-ts', 'io-ts', 'eventemitter3'])
    symlinkSync(realpathSync(join(packages, 'core/node_modules', name)), join(modules, name))
  symlinkSync(realpathSync(engine), join(modules, 'better-sqlite3'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', jest: { transform: {} } }))
  for (const file of ['sqlite-subject.js', 'run-kit.js', 'open-ledger.js', 'realm.test.js'])
    cpSync(ofProof(file), join(folder, file))
  return folder
}

const versionOf = (name: string): string =>
  (createRequire(import.meta.url)(join(packages, name, 'package.json')) as { version: string }).version

/** better-sqlite3 12, built for the Node that runs this test, and 13, which brings its binaries. */
export const engines = {
  12: dirname(createRequire(ofProof('x.js')).resolve('better-sqlite3/package.json')),
  13: ofProof('node_modules/better-sqlite3-13'),
} as const

/** What a program of a host's folder printed under a Node; a signal that ended it is its name. */
export const printed = (node: string, folder: string, program: string): unknown => {
  const { stdout, stderr, signal } = spawnSync(node, [program], { cwd: folder, encoding: 'utf8', timeout: 300_000 })
  if (signal !== null) return signal
  if (!stdout.startsWith('{')) throw new Error(`${stdout}${stderr}`)
  return JSON.parse(stdout)
}
