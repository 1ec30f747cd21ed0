import type { Change, HookName, Ledger } from '@partner-ledger/core'

/** Every hook that tells of a change. */
export const changeHooks = [
  'linked',
  'relinked',
  'delinked',
  'tierChanged',
  'expiryChanged',
  'membershipNumberChanged',
  'programChanged',
  'reminded',
  'corrected',
  'anomaly',
] as const satisfies readonly HookName[]

/** What was heard of all changes, as `name position`, and the changes themselves. */
export const hearChanges = (
  ledger: Pick<Ledger, 'on'>,
): { readonly names: readonly string[]; readonly changes: readonly Change[] } => {
  const names: string[] = []
  const changes: Change[] = []
  for (const name of changeHooks)
    ledger.on(name, (change) => {
      names.push(`${name} ${change.position}`)
      changes.push(change)
    })
  return { names, changes }
}

/** Resolves when timers and promises that are due have run. */
export const soon = (ms = 5): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
