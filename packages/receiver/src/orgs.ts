import { refuseOption } from './invalid-option.js'
import { isHeaderName, pathOf, type RequestHead } from './request-head.js'

/** The organisations that the sender of this request may speak for. What it throws is answered with 429. */
export type OrgsOf = (head: RequestHead) => Iterable<number>

/** Organisations by what a request says of itself. */
export type OrgTable = Readonly<Record<string, Iterable<number>>>

/** Binds the exact path of a request, such as `/webhooks/india`, to organisations; any other path speaks for none. */
export const orgsByPath = (table: OrgTable): OrgsOf => {
  const orgs = orgSets('orgsByPath', table)
  return (head) => orgs.get(pathOf(head)) ?? none
}

/** Binds the exact value of a header to organisations; any other value, and none, speaks for none. */
export const orgsByHeader = (name: string, table: OrgTable): OrgsOf => {
  if (!isHeaderName(name)) return refuseOption('orgsByHeader', 'a name that a header can have')
  const orgs = orgSets('orgsByHeader', table)
  return ({ headers }) => orgs.get(headers.get(name) ?? '') ?? none
}

const none: ReadonlySet<number> = new Set()

/** As many as an entry of the quarantine keeps. */
const mostOrgs = 1000

/** A set of orgIds, or a thrown `InvalidOption`. */
export const orgSet = (option: string, orgs: Iterable<number>): ReadonlySet<number> => {
  const wanted = `a list of orgIds, ${mostOrgs} at the most`
  if (typeof orgs?.[Symbol.iterator] !== 'function') return refuseOption(option, wanted)
  const set = new Set(orgs)
  return set.size <= mostOrgs && [...set].every((orgId) => Number.isSafeInteger(orgId) && orgId >= 1)
    ? set
    : refuseOption(option, wanted)
}

const orgSets = (option: string, table: OrgTable): ReadonlyMap<string, ReadonlySet<number>> => {
  const entries = typeof table === 'object' && table !== null ? Object.entries(table) : []
  if (entries.length === 0) return refuseOption(option, 'a table of orgIds')
  return new Map(entries.map(([key, orgs]) => [key, orgSet(option, orgs)]))
}
