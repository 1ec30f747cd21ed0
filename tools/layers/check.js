import { readLayers } from './read-layers.js'

const { modules, faults } = await readLayers(process.cwd())
for (const { rule, from, to } of faults) console.error(`${rule}: ${from}${to === '' ? '' : ` -> ${to}`}`)
console.log(`layers: ${modules} modules read, ${faults.length} faults`)
process.exitCode = modules === 0 || faults.length > 0 ? 1 : 0
