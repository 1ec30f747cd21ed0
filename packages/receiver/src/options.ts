import type { Ledger, Logger } from '@partner-ledger/core'

import type { Admission, Authenticate } from './authenticate.js'
import { refuseOption } from './invalid-option.js'
import { orgSet, type OrgsOf } from './orgs.js'

/** How a handler is made. Only the ledger and the check of the sender have no default. */
export interface WebhookHandlerOptions {
  readonly ledger: Pick<Ledger, 'ingest'>
  /** Who may hand in webhooks: `staticHeaders({ … })`, or a check of the host's own. */
  readonly authenticate: Authenticate
  /**
   * The organisations that may be spoken for, of all requests or of each: `orgsByPath({ … })`, `orgsByHeader(name, { … })`.
   * A body of another one is kept in the quarantine as `foreign-org`, never refused.
   */
  readonly allowedOrgs?: Iterable<number> | OrgsOf
  /** A longer body is refused; 1 MiB by default and at the most. A lower one loses bodies that could be kept. */
  readonly maxBytes?: number
  /** How long the check, and then the body, may take; 10,000 ms by default. */
  readonly deadlineMs?: number
  /** Bodies that are held at a time, 128 by default; beyond, 429 at once. Each takes twice `maxBytes` at the most. */
  readonly inFlight?: number
  /** What 429 asks for; 10 by default. */
  readonly retryAfterSeconds?: number
  /** Is told codes, and nothing of a request. */
  readonly logger?: Logger
}

/** The options with their defaults, checked. */
export interface Settings extends Admission {
  readonly ledger: Pick<Ledger, 'ingest'>
  readonly maxBytes: number
  readonly inFlight: number
  readonly retryAfterSeconds: number
  readonly logger: Logger
}

/** What no store has to keep. */
const longestBody = 1_048_576

/** A timer takes no more. */
const longestMs = 2_147_483_647

export const settingsOf = (options: WebhookHandlerOptions): Settings => {
  const { ledger, authenticate, allowedOrgs, logger } = options ?? refuseOption('ledger', 'a ledger')
  if (typeof ledger?.ingest !== 'function') return refuseOption('ledger', 'a ledger')
  if (typeof authenticate !== 'function')
    return refuseOption('authenticate', 'staticHeaders(…), or a function that takes the head of a request')
  if (logger !== undefined && typeof logger !== 'function')
    return refuseOption('logger', 'a function that takes an entry')
  return {
    ledger,
    authenticate,
    orgsOf: orgsOption(allowedOrgs),
    maxBytes: whole('maxBytes', options.maxBytes ?? longestBody, longestBody),
    deadlineMs: whole('deadlineMs', options.deadlineMs ?? 10_000, longestMs),
    inFlight: whole('inFlight', options.inFlight ?? 128, 65_536),
    retryAfterSeconds: whole('retryAfterSeconds', options.retryAfterSeconds ?? 10, 86_400),
    logger: quietly(logger),
  }
}

/** A logger that a throwing or rejecting one cannot get out of. */
const quietly =
  (logger: Logger | undefined): Logger =>
  (entry) => {
    try {
      const said: unknown = logger?.(entry)
      if (said instanceof Promise) said.catch(() => {})
    } catch {
      // A log that fails has nowhere to say so.
    }
  }

const whole = (option: string, value: number, most: number): number =>
  Number.isSafeInteger(value) && value >= 1 && value <= most
    ? value
    : refuseOption(option, `a whole number from 1 to ${most}`)

const orgsOption = (allowed: WebhookHandlerOptions['allowedOrgs']): OrgsOf | undefined => {
  if (allowed === undefined || typeof allowed === 'function') return allowed
  const orgs = orgSet('allowedOrgs', allowed)
  return () => orgs
}
