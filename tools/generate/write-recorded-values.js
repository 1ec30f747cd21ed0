import { writeFileSync } from 'node:fs'

import { format, resolveConfig } from 'prettier'

import { recordedValues, recordedValuesFile } from './recorded-values.js'

// The list is read from the built package; `tsc -b` ran before.
const { factFields } = await import('../../packages/core/dist/ledger/log/fact-fields.js')
const options = await resolveConfig(recordedValuesFile)
writeFileSync(recordedValuesFile, await format(recordedValues(factFields), { ...options, parser: 'typescript' }))
console.log(`${recordedValuesFile} is written`)
