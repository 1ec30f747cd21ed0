import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { readLayers } from './read-layers.js'

/** The packages of the workspace `proofs` that have no dependencies yet. */
const bare = readdirSync('proofs')
  .map((name) => join('proofs', name))
  .filter((folder) => existsSync(join(folder, 'package.json')) && !existsSync(join(folder, 'node_modules')))
const installed = bare.length === 0

const { modules, faults } = await readLayers(process.cwd(), ['packages', 'examples', ...(installed ? ['proofs'] : [])])
for (const { rule, from, to } of faults) console.error(`${rule}: ${from}${to === '' ? '' : ` -> ${to}`}`)
console.log(`layers: ${modules} modules read, ${faults.length} faults`)
if (!installed) console.log('layers: proofs is not installed as a whole and was not read; `pnpm layers` installs it')
process.exitCode = modules === 0 || faults.length > 0 ? 1 : 0
