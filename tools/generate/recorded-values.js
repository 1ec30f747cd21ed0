/** @import { FactField } from '../../packages/core/dist/ledger/log/fact-fields.js' */

/** The generated file, below the root of the repository. */
export const recordedValuesFile = 'packages/core/src/ledger/log/generated/recorded-values.ts'

/**
 * Code that copies each value between an event and its record, a line a field: loops over the fields take ten times as long.
 * @param {readonly FactField[]} fields
 */
export const recordedValues = (fields) => {
  const facts = fields.filter(({ personal }) => personal === undefined)
  const personal = fields.filter(({ personal }) => personal === true)
  const folded = facts.filter(({ fold }) => fold !== undefined)
  const informing = facts.filter(({ fold }) => fold === undefined)
  return `// Made by \`pnpm generate\` from \`factFields\`: change that list, not this file.

/** The values of an event, of its details, or of its record. */
export type Values = Record<string, unknown>

/** Copies the facts that the event states into \`facts\`. */
export const writeFacts = (facts: Values, event: Readonly<Values>): void => {
${written(facts, 'facts')}
}

/** Copies the personal values that the event states into \`personal\`; the customer is not among them. */
export const writePersonal = (personal: Values, event: Readonly<Values>): void => {
${written(personal, 'personal')}
}

/** Copies the facts that the fold reads into \`event\` and its \`details\`, where it has any. */
export const readFolded = (event: Values, details: Values | undefined, facts: Readonly<Values>): void => {
${read(folded, 'facts')}
}

/** Copies the facts that the fold does not read into \`event\`. */
export const readInforming = (event: Values, facts: Readonly<Values>): void => {
${read(informing, 'facts')}
}

/** Copies the personal values that the fold reads into \`details\`. */
export const readPersonal = (details: Values, personal: Readonly<Values>): void => {
${read(personal, 'personal')}
}
`
}

/**
 * @param {readonly FactField[]} fields
 * @param {string} target
 */
const written = (fields, target) =>
  [...groups(fields)]
    .map(([part, own]) => {
      const from = part === 'event' ? 'event' : part
      const lines = own.map((field) => {
        const source = `${from}['${field.property ?? field.name}']`
        const value = { text: source, number: source, flag: '1', names: `(${source} as readonly string[]).join(' ')` }
        return `if (${source} !== undefined) ${target}['${field.name}'] = ${value[field.kind]}`
      })
      if (part === 'event') return lines.join('\n')
      return `const ${part} = event['${part}'] as Readonly<Values> | undefined\nif (${part} !== undefined) {\n${lines.join('\n')}\n}`
    })
    .join('\n')

/**
 * @param {readonly FactField[]} fields
 * @param {string} source
 */
const read = (fields, source) =>
  [...groups(fields)]
    .map(([part, own]) => {
      const valueOf = (/** @type {FactField} */ { name, kind }) => {
        const value = `${source}['${name}']`
        return { text: value, number: value, flag: 'true', names: `(${value} as string).split(' ')` }[kind]
      }
      if (part === 'entity') {
        const [first] = own
        const properties = own.map((field) => `${field.property ?? field.name}: ${valueOf(field)}`)
        return `if (${source}['${first?.name ?? ''}'] !== undefined) event['entity'] = { ${properties.join(', ')} }`
      }
      const lines = own.map(
        (field) =>
          `if (${source}['${field.name}'] !== undefined) ${part}['${field.property ?? field.name}'] = ${valueOf(field)}`,
      )
      if (part === 'event' || source === 'personal') return lines.join('\n')
      return `if (${part} !== undefined) {\n${lines.join('\n')}\n}`
    })
    .join('\n')

/**
 * Runs of fields by the part of the event that states them.
 * @param {readonly FactField[]} fields
 */
const groups = (fields) => {
  /** @type {Map<FactField['part'], FactField[]>} */
  const parts = new Map()
  for (const field of fields) parts.set(field.part, [...(parts.get(field.part) ?? []), field])
  return parts
}
