import { valuesOf } from './header-values.js'
import { refuseOption } from './invalid-option.js'
import { isHeaderName, type RequestHead } from './request-head.js'
import { pathOf, tablePath } from './request-path.js'

/** The organisations that the sender of this request may speak for. If it throws, the answer is 429. */
export type OrgsOf = (head: RequestHead) => Iterable<number>

/** Organisations by a property of the request. */
export type OrgTable = Readonly<Record<string, Iterable<number>>>

/**
 * Binds the path of a request, such as `/webhooks/india`, to organisations. Paths are compared as the client sent them; one
 * trailing slash makes no difference. Any other path, and one that URL normalisation would change, speaks for none.
 */
export const orgsByPath = (table: OrgTable): OrgsOf => {
  const sets = orgSets('orgsByPath', table)
  const orgs = new Map([...sets].map(([key, set]) => [tablePath(key) ?? refusePath(), set]))
  if (orgs.size < sets.size) return refusePath()
  return (head) => {
    const path = pathOf(head)
    return path === undefined ? none : (orgs.get(path) ?? none)
  }
}

const refusePath = (): never =>
  refuseOption(
    'orgsByPath',
    'paths as clients send them, each once: from `/` on, without query, `..`, `//` or a needless escape',
  )

/**
 * Binds the value of a header to organisations; any other value, and none, speaks for none. Equal copies of the header
 * count as one.
 */
export const orgsByHeader = (name: string, table: OrgTable): OrgsOf => {
  if (!isHeaderName(name)) return refuseOption('orgsByHeader', 'a name that a header can have')
  const orgs = orgSets('orgsByHeader', table)
  return ({ headers }) => {
    for (const value of valuesOf(headers.get(name) ?? '')) {
      const found = orgs.get(value)
      if (found !== undefined) return found
    }
    return none
  }
}

const none: ReadonlySet<number> = new Set()

/** As many as an entry of the quarantine keeps. */
const maxOrgs = 1000

/** A set of orgIds, or a thrown `InvalidOption`. */
export const orgSet = (option: string, orgs: Iterable<number>): ReadonlySet<number> => {
  const expected = `a list of orgIds, ${maxOrgs} at the most`
  if (typeof orgs?.[Symbol.iterator] !== 'function') return refuseOption(option, expected)
  const set = new Set(orgs)
  return set.size <= maxOrgs && [...set].every((orgId) => Number.isSafeInteger(orgId) && orgId >= 1)
    ? set
    : refuseOption(option, expected)
}

const orgSets = (option: string, table: OrgTable): ReadonlyMap<string, ReadonlySet<number>> => {
  const entries = typeof table === 'object' && table !== null ? Object.entries(table) : []
  if (entries.length === 0) return refuseOption(option, 'a table of orgIds')
  return new Map(entries.map(([key, orgs]) => [key, orgSet(option, orgs)]))
}
