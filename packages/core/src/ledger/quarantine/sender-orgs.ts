import { type InvalidArgument, invalidArgument } from '../../store/store-error.js'

/** The organisations that the sender of a body may speak for; `undefined`: nobody said. */
export type SenderOrgs = ReadonlySet<number> | undefined

/** An entry of the quarantine keeps them as one text, so they have to end somewhere. */
const mostOrgs = 1000

/** The fault of what was handed in as the organisations of a sender. */
export const checkSenderOrgs = (given: unknown): InvalidArgument | undefined =>
  given === undefined || (given instanceof Set && given.size <= mostOrgs && [...given].every(isOrgId))
    ? undefined
    : invalidArgument('allowedOrgs', `a Set of orgIds, ${mostOrgs} at the most`)

const isOrgId = (orgId: unknown): boolean => Number.isSafeInteger(orgId) && Number(orgId) >= 1

/** The set as one text; no organisation at all is an empty one. */
export const senderOrgsText = (orgs: ReadonlySet<number>): string => [...orgs].join()

export const senderOrgsIn = (text: string): readonly number[] => (text === '' ? [] : text.split(',').map(Number))
