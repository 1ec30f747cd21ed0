import { type Reply, tryAgain } from './reply.js'
import { orgSet, type OrgsOf } from './orgs.js'
import type { RequestHead } from './request-head.js'

/** `true`: this is the platform; with `orgIds`: for these organisations alone. Anything else: it is not. */
export type AuthResult = boolean | { readonly orgIds: Iterable<number> }

/**
 * Who may hand in webhooks, decided before anything of the body is read. What it throws, rejects with, or does not say
 * within the deadline is answered with 429.
 */
export type Authenticate = (head: RequestHead) => AuthResult | Promise<AuthResult>

/** Somebody who was let in, and the organisations to speak for; `undefined`: nobody bound the sender. */
export interface Sender {
  readonly orgs: ReadonlySet<number> | undefined
}

/** How senders are told apart. */
export interface Admission {
  readonly authenticate: Authenticate
  readonly orgsOf: OrgsOf | undefined
  readonly deadlineMs: number
}

/** The sender of this request, or what is to be answered to whom is none. It never rejects. */
export const senderOf = async (
  { authenticate, orgsOf, deadlineMs }: Admission,
  head: RequestHead,
): Promise<Sender | Reply> => {
  try {
    const verdict = await withinDeadline(deadlineMs, authenticate(head))
    if (verdict === late) return tryAgain('slow')
    if (verdict === true) return { orgs: orgsOf === undefined ? undefined : orgSet('allowedOrgs', orgsOf(head)) }
    if (typeof verdict !== 'object' || verdict === null) return { reply: 'Unauthorized' }
    const orgs = orgSet('authenticate', verdict.orgIds)
    return { orgs: orgsOf === undefined ? orgs : both(orgs, orgSet('allowedOrgs', orgsOf(head))) }
  } catch {
    // The host's own error may hold anything; that there was one is what is said of it.
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
