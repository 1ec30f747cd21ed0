/** What is asked of the process that runs act, which needs a newer Node than ours. */
export type ActRequest =
  | { readonly _tag: 'Open'; readonly path: string; readonly first: readonly string[] }
  | { readonly _tag: 'Ingest'; readonly bodies: readonly string[] }
  | { readonly _tag: 'Scan' }

/** Its answer: the cost of one operation in µs, or why there is none. */
export type ActAnswer =
  | { readonly _tag: 'Cost'; readonly cost: number }
  | { readonly _tag: 'Failed'; readonly reason: string }
