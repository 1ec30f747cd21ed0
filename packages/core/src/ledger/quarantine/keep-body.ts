import { left, right } from 'fp-ts/lib/Either.js'

import type { Issue } from '../../failure/undecodable-webhook.js'
import type { Answer } from '../../store/answer.js'
import { claimed } from './claimed.js'
import { type DiscardOptions, discardOld } from './discard-old.js'
import { issuesText } from './issues-text.js'
import { mostSeenAgain, type QuarantineEntry } from './quarantine-entry.js'
import { quarantineBudget, type QuarantineLimits } from './quarantine-limits.js'
import { entryId, type QuarantineLog } from './quarantine-log.js'
import type { Quarantined, QuarantineReason } from './quarantined.js'
import { type SenderOrgs, senderOrgsText } from './sender-orgs.js'

/** A body that is to be quarantined. */
export interface RejectedBody {
  readonly body: Uint8Array
  readonly reason: QuarantineReason
  readonly issues: readonly Issue[]
  readonly senderOrgs: SenderOrgs
}

/** Where bodies are quarantined. */
export interface BodyKeeper {
  /** Keeps the body as an entry, or counts it once more. `StoreFull` where its budget leaves no room for a new one. */
  keep(rejected: RejectedBody): Answer<Quarantined>
  /** The same for a person who is forgotten: the entry ends at once, and its body is never stored. */
  keepForgotten(rejected: RejectedBody): Answer<Quarantined>
  /** Keeps name, time and hash of an unknown event, and not its body. Returns whether there was room. */
  note(body: Uint8Array, eventName: string): Answer<boolean>
}

export interface KeeperOptions extends Omit<DiscardOptions, 'discardAfterDays'> {
  readonly limits: QuarantineLimits
}

export const bodyKeeper = (log: QuarantineLog, { limits, ...options }: KeeperOptions): BodyKeeper => {
  const { register } = log
  const budget = quarantineBudget(register, limits, options.logger)

  const add = async (rejected: RejectedBody, id: string, hasBody: boolean): Answer<Quarantined | undefined> => {
    const { body, reason, issues } = rejected
    const event = { id: 'quarantined', type: 'quarantined', facts: factsOf(rejected) }
    const written = await log.append(id, hasBody && body.byteLength > 0 ? { ...event, body } : event)
    if (written._tag === 'Left') return written
    return right(written.right._tag === 'appended' ? { _tag: 'Quarantined', entry: id, reason, issues } : undefined)
  }

  /** The entry that this body is, or may become: one that grew old is left for another. */
  const entryOf = async (body: Uint8Array): Answer<{ readonly id: string; readonly entry?: QuarantineEntry }> => {
    const first = entryId(body)
    for (let life = 1; ; life += 1) {
      const id = life === 1 ? first : `${first}.${life}`
      const entry = await log.read(id)
      if (entry._tag === 'Left') return entry
      if (entry.right === undefined) return right({ id })
      if (entry.right.discardedBy !== 'age') return right({ id, entry: entry.right })
    }
  }

  const countAgain = async ({ senderOrgs }: RejectedBody, id: string, entry: QuarantineEntry): Answer<void> => {
    for (let next = entry.deliveries; next <= mostSeenAgain; next += 1) {
      const facts = orgsFact(senderOrgs)
      const written = await log.append(id, { id: `seen-again:${next}`, type: 'seen-again', facts })
      if (written._tag === 'Left') return written
      if (written.right._tag === 'appended') break
    }
    return right(undefined)
  }

  const open = async (rejected: RejectedBody, hasBody: boolean): Answer<Quarantined> => {
    const known = await register.catchUpIfBehind()
    if (known._tag === 'Left') return known
    const dropped = register.undropped.size === 0 ? known : await log.dropBodies()
    if (dropped._tag === 'Left') return dropped
    const discarded = await discardOld(log, { ...options, discardAfterDays: limits.discardAfterDays })
    if (discarded._tag === 'Left') return discarded
    // Where positions have holes, the register does not take note of what was discarded just now.
    const current = await register.catchUpIfBehind()
    if (current._tag === 'Left') return current
    const { body, reason, issues } = rejected
    const isFull = (): ReturnType<typeof budget.check> =>
      budget.check({ isUnknownEvent: reason === 'unknown-event' }, body.byteLength)
    const first = entryId(body)
    if (register.get(first) === undefined && isFull() === undefined) {
      const added = await add(rejected, first, hasBody)
      if (added._tag === 'Left') return added
      if (added.right !== undefined) return right(added.right)
    }
    // It was there before, or there is no room for a new one.
    for (;;) {
      const found = await entryOf(body)
      if (found._tag === 'Left') return found
      const { id, entry } = found.right
      if (entry !== undefined) {
        const counted = await countAgain(rejected, id, entry)
        return counted._tag === 'Left'
          ? counted
          : right({ _tag: 'Quarantined', entry: id, reason, issues, again: true })
      }
      const full = isFull()
      if (full !== undefined) return left(full)
      const added = await add(rejected, id, hasBody)
      if (added._tag === 'Left') return added
      if (added.right !== undefined) return right(added.right)
    }
  }

  return {
    keep: (rejected) => open(rejected, true),
    keepForgotten: async (rejected) => {
      const receipt = await open(rejected, false)
      if (receipt._tag === 'Left') return receipt
      const { entry } = receipt.right
      const known = await register.catchUpIfBehind()
      if (known._tag === 'Left') return known
      // One that has ended has nothing left to drop.
      if (register.get(entry) === undefined && !register.undropped.has(entry)) return receipt
      const ended = await log.mark(entry, 'discarded', { by: 'forget' })
      return ended._tag === 'Left' ? ended : receipt
    },
    note: async (body, eventName) => {
      const known = await register.catchUpIfBehind()
      if (known._tag === 'Left') return known
      if (!budget.hasRoomForNote()) return right(false)
      const facts = eventName === '*' ? {} : { eventName }
      const written = await log.append(entryId(body), { id: 'noted', type: 'noted', facts })
      return written._tag === 'Left' ? written : right(true)
    },
  }
}

const factsOf = ({ body, reason, issues, senderOrgs }: RejectedBody): Readonly<Record<string, string | number>> => {
  const { orgId } = claimed(body)
  return {
    reason,
    issues: issuesText(issues),
    bytes: body.byteLength,
    ...(orgId === undefined ? {} : { claimedOrgId: orgId }),
    ...orgsFact(senderOrgs),
  }
}

const orgsFact = (orgs: SenderOrgs): { readonly allowedOrgs?: string } =>
  orgs === undefined ? {} : { allowedOrgs: senderOrgsText(orgs) }
