import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

import { cruise } from 'dependency-cruiser'

import { isNamed } from './floors.js'
import { folderRings } from './folder-rings.js'
import { layerRules } from './rules.js'

/** @import { ICruiseResult } from 'dependency-cruiser' */

/** Rooms without which there is no house: a reader that finds fewer has read the wrong folder. */
const rooms = ['packages/core/src/store', 'packages/core/src/membership']

/** The folders of the repository that hold sources; `proofs` has a lock file of its own. */
const everywhere = ['packages', 'examples', 'proofs']

/**
 * Reads every source of these folders below `root`. Returns how many modules it read and what is wrong: a broken rule,
 * or something that was not read, since an unread module breaks no rule.
 * @param {string} root
 * @param {readonly string[]} [folders] all of them by default
 * @returns {Promise<{ modules: number, faults: { rule: string, from: string, to: string }[] }>}
 */
export const readLayers = async (root, folders = everywhere) => {
  const sources = sourcesIn(root, folders)
  const faults = rooms
    .filter((room) => !sources.some((file) => file.startsWith(`${room}/`)))
    .map((room) => fault('empty-room', room))
  if (sources.length === 0) return { modules: 0, faults }
  const { output } = await cruise(sources, cruiseOptions(root), { alias: entriesOf(root) })
  const { modules, summary } = /** @type {ICruiseResult} */ (output)
  const read = new Map(modules.map((module) => [module.source, module.dependencies.length]))
  for (const file of sources) {
    const imports = read.get(file)
    if (imports === undefined) faults.push(fault('unread-file', file))
    else if (imports === 0 && /^(import|export) .*from '|^} from '/m.test(readFileSync(join(root, file), 'utf8')))
      faults.push(fault('unread-imports', file))
  }
  for (const { rule, from, to } of summary.violations) faults.push({ rule: rule.name, from, to })
  for (const { from, to } of folderRings(modules)) faults.push({ rule: 'folder-ring', from, to })
  for (const folder of roomsOf(sources)) if (!isNamed(folder)) faults.push(fault('unnamed-room', folder))
  return { modules: sources.filter((file) => read.has(file)).length, faults }
}

/** The folders of packages that hold sources. @param {readonly string[]} sources */
const roomsOf = (sources) =>
  new Set(sources.filter((file) => /^packages\/[^/]+\/src\//.test(file)).map((file) => dirname(file)))

/**
 * @param {string} rule
 * @param {string} from
 */
const fault = (rule, from) => ({ rule, from, to: '' })

/**
 * The options of one reading; type-only imports count, and `./x.js` is the file `./x.ts`.
 * @param {string} root
 * @returns {import('dependency-cruiser').ICruiseOptions}
 */
const cruiseOptions = (root) => ({
  baseDir: root,
  ruleSet: { forbidden: layerRules },
  validate: true,
  tsPreCompilationDeps: true,
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '^(packages|examples|proofs)/[^/]+/dist/' },
})

/**
 * The source files of these folders, by their paths below `root`.
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {string[]}
 */
const sourcesIn = (root, folders) =>
  folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesBelow(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts'))
    .sort()

/**
 * @param {string} folder
 * @returns {string[]}
 */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((found) => {
    if (found.name === 'node_modules' || found.name === 'dist') return []
    if (!found.isDirectory()) return [found.name]
    return filesBelow(join(folder, found.name)).map((file) => `${found.name}/${file.split(sep).join('/')}`)
  })

/**
 * The source behind each entry of each package, longest names first: an alias also answers for longer names.
 * @param {string} root
 * @returns {Record<string, string>}
 */
const entriesOf = (root) =>
  Object.fromEntries(
    sourcesIn(root, ['packages'])
      .flatMap((file) => {
        const [, name, room] =
          /^packages\/([^/]+)\/src\/(?:(store|membership|webhook|transfer|testing|model|history|node)\/)?index[.]ts$/.exec(
            file,
          ) ?? []
        return name === undefined ? [] : [[['@partner-ledger', name, room].filter(Boolean).join('/'), join(root, file)]]
      })
      .sort(([a = ''], [b = '']) => b.length - a.length),
  )
