import { draft } from './generate.js'

type JsonObject = Readonly<Record<string, unknown>>

/** An object with these keys: of each the value within, else, where that is absent or null, the value around. */
export type Merge = (inner: JsonObject, outer: JsonObject) => JsonObject

export const composedMerge =
  (keys: readonly string[]): Merge =>
  (inner, outer) =>
    Object.fromEntries(keys.map((key) => [key, inner[key] ?? outer[key]]))

export const generatedMerge = (keys: readonly string[]): Merge => {
  const fields = keys.map((key) => JSON.stringify(key)).map((key) => `${key}: inner[${key}] ?? outer[${key}]`)
  return draft().finish('inner, outer', `return { ${fields.join(', ')} }`) as Merge
}
