import type { Ledger, Logger } from '@partner-ledger/core'

import type { Authenticate, SenderCheck } from './authenticate.js'
import type { ReplyOptions } from './http-reply.js'
import { refuseOption } from './invalid-option.js'
import { orgSet, type OrgsOf } from './orgs.js'

/** Options of `webhookHandler`. All but `ledger` and `authenticate` have a default. */
export interface WebhookHandlerOptions {
  readonly ledger: Pick<Ledger, 'ingest'>
  /** Who may send webhooks: `staticHeaders({ … })`, or a check of the host's own. */
  readonly authenticate: Authenticate
  /**
   * The organisations that may be spoken for, by all requests or by each: `orgsByPath({ … })`, `orgsByHeader(name, { … })`.
   * A body of another one is kept in the quarantine as `foreign-org`, never refused.
   */
  readonly allowedOrgs?: Iterable<number> | OrgsOf | undefined
  /** The status for a sender that `authenticate` does not let in: 401 by default. After 429 the platform repeats the body. */
  readonly onStranger?: 401 | 429 | undefined
  /** A longer body is refused; 1 MiB by default and at the most. A lower limit loses bodies that could be kept. */
  readonly maxBytes?: number | undefined
  /** How long the check, and then the body, may take, ms; 10,000 by default. */
  readonly deadlineMs?: number | undefined
  /** Bodies that are held at a time, 128 by default; the answer to further ones is 429. Each takes twice `maxBytes` at the most. */
  readonly inFlight?: number | undefined
  /** The Retry-After of a 429; 10 by default. */
  readonly retryAfterSeconds?: number | undefined
  /** Receives codes, and no value of a request. */
  readonly logger?: Logger | undefined
}

/** The options with their defaults, checked. */
export interface Settings extends SenderCheck, ReplyOptions {
  readonly ledger: Pick<Ledger, 'ingest'>
  readonly maxBytes: number
  readonly inFlight: number
  readonly logger: Logger
}

/** No store has to keep a longer one. */
const longestBody = 1_048_576

/** The longest delay of a timer. */
const longestMs = 2_147_483_647

export const settingsOf = (options: WebhookHandlerOptions): Settings => {
  const { ledger, authenticate, allowedOrgs, logger } = options ?? refuseOption('ledger', 'a ledger')
  if (typeof ledger?.ingest !== 'function') return refuseOption('ledger', 'a ledger')
  if (typeof authenticate !== 'function')
    return refuseOption('authenticate', 'either `staticHeaders(…)` or a function that takes the head of a request')
  if (logger !== undefined && typeof logger !== 'function')
    return refuseOption('logger', 'a function that takes an entry')
  return {
    ledger,
    authenticate,
    orgsOf: orgsOption(allowedOrgs),
    onStranger: strangerOption(options.onStranger ?? 401),
    maxBytes: whole('maxBytes', options.maxBytes ?? longestBody, longestBody),
    deadlineMs: whole('deadlineMs', options.deadlineMs ?? 10_000, longestMs),
    inFlight: whole('inFlight', options.inFlight ?? 128, 65_536),
    retryAfterSeconds: whole('retryAfterSeconds', options.retryAfterSeconds ?? 10, 86_400),
    logger: quietly(logger),
  }
}

/** The same logger; what it throws or rejects with is dropped. */
const quietly =
  (logger: Logger | undefined): Logger =>
  (entry) => {
    try {
      const returned: unknown = logger?.(entry)
      // A promise of another realm is none of this realm's class.
      if (typeof returned === 'object' && returned !== null) Promise.resolve(returned).catch(() => {})
    } catch {
      // There is no other place to report a logger that fails.
    }
  }

const whole = (option: string, value: number, most: number): number =>
  Number.isSafeInteger(value) && value >= 1 && value <= most
    ? value
    : refuseOption(option, `a whole number from 1 to ${most}`)

const strangerOption = (status: 401 | 429): 401 | 429 =>
  status === 401 || status === 429 ? status : refuseOption('onStranger', 'either 401 or 429')

const orgsOption = (allowed: WebhookHandlerOptions['allowedOrgs']): OrgsOf | undefined => {
  if (allowed === undefined || typeof allowed === 'function') return allowed
  const orgs = orgSet('allowedOrgs', allowed)
  return () => orgs
}
