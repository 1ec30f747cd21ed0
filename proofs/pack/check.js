import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

import { contentFaults, mapFaults } from '../../tools/pack/contents.js'
import { manifestFaults } from '../../tools/pack/manifest.js'

const attw = fileURLToPath(new URL('../node_modules/.bin/attw', import.meta.url))

/** @import { Manifest } from '../../tools/pack/manifest.js' */
/** @typedef {{ filename: string, files: { path: string }[] }} Packed */

/**
 * @param {string} folder
 * @returns {Manifest}
 */
const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
const run = (command, args, cwd) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return { ok: status === 0, stdout, output: error?.message ?? `${stdout}${stderr}` }
}

/**
 * Packs one package as it would be published and looks at the tarball alone.
 * @param {string} folder
 * @param {string} destination
 * @returns {Promise<string[]>} what is wrong with it
 */
const packageFaults = async (folder, destination) => {
  const packing = run('pnpm', ['pack', '--json', '--pack-destination', destination], folder)
  if (!packing.ok) return [`pnpm pack failed: ${packing.output}`]
  /** @type {Packed} */
  const { filename, files } = JSON.parse(packing.stdout)
  const paths = files.map(({ path }) => path)
  const tarball = new Uint8Array(readFileSync(filename)).buffer
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  const types = run(attw, [filename, '--profile', 'esm-only', '--no-color', '--no-emoji'], folder)
  return [
    ...contentFaults(paths, (path) => existsSync(join(folder, path))),
    ...mapFaults(paths, (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'))),
    ...manifestFaults(manifestOf(folder), relative(process.cwd(), folder)),
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`),
    ...(types.ok ? [] : [`attw: ${types.output}`]),
  ]
}

const folders = readdirSync('packages', { withFileTypes: true })
  .filter((found) => found.isDirectory() && existsSync(join('packages', found.name, 'package.json')))
  .map(({ name }) => join(process.cwd(), 'packages', name))
  .filter((folder) => manifestOf(folder).private !== true)
const destination = mkdtempSync(join(tmpdir(), 'pack-'))
let faulty = 0
for (const folder of folders) {
  const faults = await packageFaults(folder, destination)
  if (faults.length > 0) faulty += 1
  for (const fault of faults) console.error(`${manifestOf(folder).name}: ${fault}`)
}
const packed = readdirSync(destination).length
rmSync(destination, { recursive: true })
console.log(`pack: ${packed} packages packed, ${faulty} faulty`)
process.exitCode = packed === 0 || packed !== folders.length || faulty > 0 ? 1 : 0
