/** The organisations that the sender of a body may speak for; `undefined`: nobody said. */
export type SenderOrgs = ReadonlySet<number> | undefined

/** The set as one text of a fact; no organisation at all is an empty one. */
export const senderOrgsText = (orgs: ReadonlySet<number>): string => [...orgs].join()

export const senderOrgsIn = (text: string): readonly number[] => (text === '' ? [] : text.split(',').map(Number))

/** For whom two senders speak together. A sender of whom nobody said anything speaks for every organisation. */
export const unitedOrgs = (
  one: readonly number[] | undefined,
  other: readonly number[] | undefined,
): readonly number[] | undefined =>
  one === undefined || other === undefined ? undefined : [...new Set([...one, ...other])]
