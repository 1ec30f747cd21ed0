import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { format, resolveConfig } from 'prettier'
import { expect, it } from 'vitest'

import { recordedValues, recordedValuesFile } from '../../../../../tools/generate/recorded-values.js'
import { type FactField, factFields } from '../../../src/ledger/log/fact-fields.js'

const file = fileURLToPath(new URL(`../../../../../${recordedValuesFile}`, import.meta.url))

const generated = async (fields: readonly FactField[]): Promise<string> =>
  format(recordedValues(fields), { ...(await resolveConfig(file)), parser: 'typescript' })

it('The code that copies values between events and records is what the list of fields generates', async () => {
  expect(readFileSync(file, 'utf8')).toBe(await generated(factFields))
})

it('Sabotage: a field that was added to the list alone is found', async () => {
  const added: FactField = { name: 'region', kind: 'text', part: 'event' }
  expect(readFileSync(file, 'utf8')).not.toBe(await generated([...factFields, added]))
})
