/** What a CheckpointStore promises, a sentence each. Every one has a check that names it. */
export const checkpointPromises = {
  K1: 'get gives what was put last at the place, as it was put in, and undefined where nothing is',
  K2: 'a put at the revision that stands replaces all; any other is a conflict that names what stands and changes nothing',
  K3: 'of concurrent puts and deletes that expect one revision exactly one is done',
  K4: 'revisions grow with every put to a place, and none is given twice, also after a delete',
  K5: 'a delete at the revision that stands removes; any other is a conflict that names what stands and changes nothing',
  K6: 'list gives the checkpoints by name and then tenant, each by code unit, in exact pages',
  K7: 'a name and a tenant are a place of their own: no call for one sees or moves another',
  K8: 'the store compares no clock with a lease, and no position with the log or with an earlier one',
  K9: 'what was put and deleted, and the revisions that were given, outlive a restart as the log does',
  K10: 'what was put is seen through every handle, and after close every call is StoreClosed',
  K11: 'arguments outside their rules are InvalidArgument, and change nothing',
  K12: 'what was changed behind the store is Corrupt, never a wrong place; what is missing is found, by verify at the least',
} as const

/** The name of one promise. */
export type CheckpointClause = keyof typeof checkpointPromises
