import { type Reply, tryAgain } from './reply.js'
import { orgSet, type OrgsOf } from './orgs.js'
import type { RequestHead } from './request-head.js'

/** `true`: the sender is the platform; with `orgIds`: for these organisations alone. Anything else: it is not. */
export type AuthResult = boolean | { readonly orgIds: Iterable<number> }

/**
 * Checks who sends a webhook, before any of the body is read. If it throws, rejects or takes longer than the deadline, the
 * answer is 429.
 */
export type Authenticate = (head: RequestHead) => AuthResult | Promise<AuthResult>

/** An authenticated sender, and the organisations to speak for; `undefined`: all of them. */
export interface Sender {
  readonly orgs: ReadonlySet<number> | undefined
}

/** How senders are authenticated. */
export interface SenderCheck {
  readonly authenticate: Authenticate
  readonly orgsOf: OrgsOf | undefined
  readonly deadlineMs: number
}

/** The sender of this request, or the reply to one that is not let in. It never rejects. */
export const senderOf = async (
  { authenticate, orgsOf, deadlineMs }: SenderCheck,
  head: RequestHead,
): Promise<Sender | Reply> => {
  try {
    const result = await withinDeadline(deadlineMs, authenticate(head))
    if (result === late) return tryAgain('slow')
    if (result === true) return { orgs: orgsOf === undefined ? undefined : orgSet('allowedOrgs', orgsOf(head)) }
    if (typeof result !== 'object' || result === null) return { reply: 'Unauthorized' }
    const orgs = orgSet('authenticate', result.orgIds)
    return { orgs: orgsOf === undefined ? orgs : both(orgs, orgSet('allowedOrgs', orgsOf(head))) }
  } catch {
    // The host's own error may hold anything, so nothing of it is passed on.
    return tryAgain('unchecked')
  }
}

const both = (some: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> =>
  new Set([...some].filter((orgId) => others.has(orgId)))

const late = Symbol('late')

const withinDeadline = async <A>(ms: number, work: A | Promise<A>): Promise<A | typeof late> => {
  if (typeof work !== 'object' || work === null || !('then' in work)) return work
  let timer: NodeJS.Timeout | undefined
  const elapsed = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, ms, late)
  })
  try {
    return await Promise.race([work, elapsed])
  } finally {
    clearTimeout(timer)
  }
}
