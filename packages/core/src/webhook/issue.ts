/**
 * What is wrong: `malformed` not UTF-8 or not JSON; `limit` too large or too deep; `forbidden` a key that could reach a
 * prototype; `missing` an identity field is absent or null; `invalid` of the wrong type, range or format;
 * `unknown-event` a name that is none of the four; `conflict` two places disagree about identity or `data`.
 */
export type IssueKind = 'malformed' | 'limit' | 'forbidden' | 'missing' | 'invalid' | 'unknown-event' | 'conflict'

/** One reason for a refusal. It never holds a value of the payload. */
export interface Issue {
  readonly kind: IssueKind
  /** Dotted, without the `attributes.` of the wrapped form; empty for the body as a whole. */
  readonly path: string
  /** What would have been right, in fixed words. */
  readonly expected: string
}

/**
 * What was forgiven: `derived` the event id was made from the content; `wrong-type` left out; `unsafe-number` digits are
 * lost, left out; `out-of-range` left out; `not-a-day` no calendar day, left out; `absent` stated by others of its kind,
 * not here; `number-as-text` kept as text; `replaced-characters` NUL and unpaired surrogates became U+FFFD;
 * `repeated` stated more than once, and the inner, exact, last one was taken.
 */
export type WarningKind =
  | 'derived'
  | 'wrong-type'
  | 'unsafe-number'
  | 'out-of-range'
  | 'not-a-day'
  | 'absent'
  | 'number-as-text'
  | 'replaced-characters'
  | 'repeated'

/** Something about an accepted body that its sender should know. It never holds a value of the payload. */
export interface Warning {
  readonly kind: WarningKind
  /** Dotted, without the `attributes.` of the wrapped form. */
  readonly path: string
}
