type StoredFacts = Readonly<Record<string, string | number>>

/** How facts of version n become facts of version n + 1: the step at n - 1. Pure; stored rows are never rewritten. */
const steps: readonly ((facts: StoredFacts) => StoredFacts)[] = []

/** The version of the shape in which events are stored now. */
export const currentSchema = 1 + steps.length

/** The facts in the current shape, whatever version they were stored in. Facts of a newer one are given back as they are. */
export const upcast = (schema: number, facts: StoredFacts): StoredFacts =>
  schema >= currentSchema ? facts : steps.slice(schema - 1).reduce((now, step) => step(now), facts)
