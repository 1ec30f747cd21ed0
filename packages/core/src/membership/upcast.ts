/** The version of the shape in which events are stored now. */
export const currentSchema = 1

type StoredFacts = Readonly<Record<string, string | number>>

/** How facts of version n become facts of version n + 1: `steps[n]`. Pure; stored rows are never rewritten. */
const steps: Readonly<Record<number, (facts: StoredFacts) => StoredFacts>> = {}

/** The facts in the current shape, whatever version they were stored in. Facts of a newer one are given back as they are. */
export const upcast = (schema: number, facts: StoredFacts): StoredFacts => {
  let now = facts
  for (let version = schema; version < currentSchema; version += 1) now = steps[version]?.(now) ?? now
  return now
}
