import { existsSync } from 'node:fs'

import { readLayers } from './read-layers.js'

const installed = existsSync('proofs/node_modules')
const { modules, faults } = await readLayers(process.cwd(), ['packages', 'examples', ...(installed ? ['proofs'] : [])])
for (const { rule, from, to } of faults) console.error(`${rule}: ${from}${to === '' ? '' : ` -> ${to}`}`)
console.log(`layers: ${modules} modules read, ${faults.length} faults`)
if (!installed) console.log('layers: proofs is not installed and was not read; `pnpm layers` installs it')
process.exitCode = modules === 0 || faults.length > 0 ? 1 : 0
