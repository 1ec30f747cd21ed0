/**
 * What is wrong: `malformed` not UTF-8 or not JSON; `limit` too large or too deep; `forbidden` a key that could reach a
 * prototype; `missing` an identity field is absent or null; `invalid` of the wrong type, range or format;
 * `unknown-event` a name that the decoder does not know; `conflict` two places disagree about identity or `data`.
 */
export type IssueKind = 'malformed' | 'limit' | 'forbidden' | 'missing' | 'invalid' | 'unknown-event' | 'conflict'

/** One reason why a body was refused. It holds no value of the payload. */
export interface Issue {
  readonly kind: IssueKind
  /**
   * Dotted, without the `attributes.` of the wrapped form; empty for the body as a whole. A key that the decoder does not
   * know is shown as `*`.
   */
  readonly path: string
  /** What the decoder expects at this path, in fixed words. */
  readonly expected: string
}

/**
 * The body is no partner-program event. Its issues are sorted by path, then kind; at most a hundred are reported.
 * @remedy Let `ingest` quarantine it, and redrive it when the decoder, or an option such as `maxBytes`, has changed.
 */
export interface UndecodableWebhook {
  readonly _tag: 'UndecodableWebhook'
  /** Never stated: a body that is sent again decodes no better. */
  readonly retryable?: false
  readonly issues: readonly [Issue, ...Issue[]]
}
