/** What a MembershipIndex promises, a sentence each. Every one has a check that names it. */
export const indexPromises = {
  I1: 'a step is applied whole where the index stands at its start, by its fold; otherwise it is behind and changes nothing',
  I2: 'of concurrent steps from one position exactly one is applied',
  I3: 'rows replace those of their streams, and come back as they were put in',
  I4: 'find gives exactly the rows that the query matches',
  I5: 'find gives rows in the order of their places, as numbers, in exact pages',
  I6: 'count is the matching rows by program, link, end and tier',
  I7: 'clear takes every row and the stand, and leaves other tenants alone',
  I8: 'no call for one tenant sees the rows of another',
  I9: 'what was applied is seen through every handle, and after close every call is StoreClosed',
  I10: 'arguments outside their rules are InvalidArgument, and change nothing',
  I11: 'what was changed behind the store is Corrupt, never a wrong row; what is missing is found, by verify at the least',
} as const

/** The name of one promise. */
export type IndexClause = keyof typeof indexPromises
