import { membershipKey } from '../../membership/key.js'
import { transitionNames } from '../../membership/transitions.js'
import type { Answer } from '../../store/answer.js'
import { type Change, readChange } from '../change/change.js'
import { type RememberedChanges, cachedChanges } from '../change/cached-changes.js'
import { neverRejecting } from '../calls-in-flight.js'
import type { Fact } from '../ingest/fact.js'
import type { Recorded } from '../ingest/receipt.js'
import type { Reader } from '../read/read.js'
import { tenantOf } from '../log/stream-names.js'
import type { HookPayloads } from './hook.js'
import type { HookName } from './hook-name.js'
import type { Hooks } from './hooks.js'
import { tenantQueues } from './tenant-queues.js'
import type { MessageSource } from './listener-queue.js'

/** Tells listeners of what has a place in the log, in that order for each organisation, and after the receipts. */
export interface HookDispatcher {
  /** An append of events to this organisation begins; what is answered ends it, with the facts that it added. */
  recording(orgId: number): (facts: readonly Fact[]) => void
  /** The same for notices. */
  expiring(orgId: number): (expired: readonly HookPayloads['expired'][]) => void
  /** Tells of a forgetting that was carried out, behind what was recorded before it and is not yet told. */
  forgotten(forgotten: HookPayloads['forgotten']): void
  /** Resolves when everything recorded so far was told, and every listener has ended. */
  settled(): Promise<void>
}

/** What news are told with. */
interface Telling {
  readonly reader: Reader
  readonly hooks: Hooks
  readonly changes: RememberedChanges
}

export const hookDispatcher = (
  reader: Reader,
  hooks: Hooks,
  changes: RememberedChanges = cachedChanges(reader.events),
): HookDispatcher => {
  const telling: Telling = { reader, hooks, changes }
  const lanes = tenantQueues((orgId, from, to) => {
    hooks.fail({ _tag: 'ListenerOverflow', retryable: false, orgId, from, to })
  })
  return {
    recording: (orgId) => {
      const ended = lanes.begin(orgId)
      return (facts) => {
        const told = hooks.hears(ofRecorded) ? facts : []
        ended(
          told.map(({ receipt, record }) => {
            const fact = { receipt: copyOf(receipt), record }
            return { position: record.position, tell: () => announce(telling, orgId, fact) }
          }),
        )
      }
    },
    expiring: (orgId) => {
      const ended = lanes.begin(orgId)
      return (expired) => {
        ended(
          expired.map((payload) => ({
            position: payload.position,
            tell: () => hooks.emit('expired', { payload, place: { orgId, position: payload.position } }),
          })),
        )
      }
    },
    forgotten: (payload) => {
      const { orgId, customerId, position } = payload
      telling.changes.drop(orgId, customerId)
      const tell = (): void => hooks.emit('forgotten', { payload, place: { orgId, position } })
      lanes.begin(orgId)([{ position, tell }])
    },
    settled: async () => {
      await lanes.settled()
      await hooks.settled()
    },
  }
}

/** The caller, who is given the same receipt, may do with it as it likes. */
const copyOf = ({ _tag, key, eventId, position, version, warnings }: Recorded): Recorded => ({
  _tag,
  key: membershipKey(key),
  eventId,
  position,
  version,
  warnings: warnings.map(({ kind, path }) => ({ kind, path })),
})

const ofRecorded: readonly HookName[] = ['recorded', ...transitionNames]

const announce = async (telling: Telling, orgId: number, { receipt, record }: Fact): Promise<void> => {
  const { hooks, changes } = telling
  const place = { orgId, position: receipt.position }
  hooks.emit('recorded', { payload: receipt, place })
  if (!hooks.hears(transitionNames)) return
  const change = await readOrFail(hooks, place, () => changes.of(tenantOf(orgId), record))
  if (change === undefined) return
  const again = readingAgain(telling, place, receipt)
  for (const transition of change.transitions) hooks.emit(transition, { payload: change, place, again })
}

/**
 * Whoever is busy is told later, and what is told later is read from the stream: others may have been remembered since.
 * Made apart from the telling, of which a letter that waits would else hold all, the record included.
 */
const readingAgain =
  ({ reader, hooks }: Telling, place: MessageSource, { key, version }: Recorded) =>
  (): Promise<Change | undefined> =>
    readOrFail(hooks, place, () => readChange(reader, key, version))

/** The change that a fact made; `undefined`, and a failure told, where it cannot be read. */
const readOrFail = async (
  hooks: Hooks,
  place: MessageSource,
  read: () => Answer<Change>,
): Promise<Change | undefined> => {
  const change = await neverRejecting(read)
  if (change._tag === 'Right') return change.right
  hooks.fail({ _tag: 'ChangeUnavailable', retryable: false, ...place, error: change.left })
  return undefined
}
