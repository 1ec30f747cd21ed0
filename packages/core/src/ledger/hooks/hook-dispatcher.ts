import { membershipKey, type MembershipKey } from '../../membership/key.js'
import { transitionNames } from '../../membership/transitions.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Version } from '../../store/event.js'
import { type CachedChanges, cachedChanges } from '../change/cached-changes.js'
import { type Change, readChange } from '../change/change.js'
import type { Fact } from '../ingest/fact.js'
import type { Recorded } from '../ingest/receipt.js'
import { tenantOf } from '../log/stream-names.js'
import type { Reader } from '../read/read.js'
import type { HookPayloads } from './hook.js'
import type { HookName } from './hook-name.js'
import type { Hooks } from './hooks.js'
import type { MessageSource } from './listener-queue.js'
import { tenantQueues } from './tenant-queues.js'

/** Calls listeners for what is in the log, in its order for each organisation, and after the receipts. */
export interface HookDispatcher {
  /** An append of events to this organisation starts; what is returned ends it, with the facts that it added. */
  recording(orgId: number): (facts: readonly Fact[]) => void
  /** The same for corrections of events: their changes are announced, and no receipt. */
  correcting(orgId: number): (records: readonly RecordedEvent[]) => void
  /** The same for notices of expiry. */
  expiring(orgId: number): (expired: readonly HookPayloads['expired'][]) => void
  /** Announces a forgetting, after what was recorded before it and is not yet announced. */
  forgotten(forgotten: HookPayloads['forgotten']): void
  /** Resolves when everything recorded so far was announced, and every listener has finished. */
  settled(): Promise<void>
}

interface Dispatch {
  readonly reader: Reader
  readonly hooks: Hooks
  readonly changes: CachedChanges
}

export const hookDispatcher = (
  reader: Reader,
  hooks: Hooks,
  changes: CachedChanges = cachedChanges(reader.events, reader.forgets),
): HookDispatcher => {
  const dispatch: Dispatch = { reader, hooks, changes }
  const queues = tenantQueues((orgId, from, to) => {
    hooks.fail({ _tag: 'ListenerOverflow', retryable: false, orgId, from, to })
  })
  return {
    recording: (orgId) => {
      const end = queues.begin(orgId)
      return (facts) => {
        const heard = hooks.hasListeners(ofRecorded) ? facts : []
        const upTo = facts.at(-1)?.record.position ?? 0
        end(
          heard.map(({ receipt, record }) => {
            const fact = { receipt: copyOf(receipt), record }
            return { position: record.position, announce: () => announceFact(dispatch, orgId, fact, upTo) }
          }),
        )
      }
    },
    correcting: (orgId) => {
      const end = queues.begin(orgId)
      return (records) => {
        const heard = hooks.hasListeners(transitionNames) ? records : []
        const upTo = records.at(-1)?.position ?? 0
        end(
          heard.map((record) => ({
            position: record.position,
            announce: () => announceChange(dispatch, orgId, record, upTo),
          })),
        )
      }
    },
    expiring: (orgId) => {
      const end = queues.begin(orgId)
      return (expired) => {
        end(
          expired.map((payload) => ({
            position: payload.position,
            announce: () => hooks.emit('expired', { payload, source: { orgId, position: payload.position } }),
          })),
        )
      }
    },
    forgotten: (payload) => {
      const { orgId, position } = payload
      const announce = (): void => hooks.emit('forgotten', { payload, source: { orgId, position } })
      queues.begin(orgId)([{ position, announce }])
    },
    settled: async () => {
      await queues.settled()
      await hooks.settled()
    },
  }
}

/** The caller gets the same receipt, and may change it. */
const copyOf = ({ _tag, key, eventId, position, version, warnings }: Recorded): Recorded => ({
  _tag,
  key: membershipKey(key),
  eventId,
  position,
  version,
  warnings: warnings.map(({ kind, path }) => ({ kind, path })),
})

const ofRecorded: readonly HookName[] = ['recorded', ...transitionNames]

/** `upTo`: the last position of the append that added the fact. */
const announceFact = async (
  dispatch: Dispatch,
  orgId: number,
  { receipt, record }: Fact,
  upTo: Position,
): Promise<void> => {
  const { hooks } = dispatch
  const source = { orgId, position: receipt.position }
  hooks.emit('recorded', { payload: receipt, source })
  if (hooks.hasListeners(transitionNames)) await announceChange(dispatch, orgId, record, upTo)
}

const announceChange = async (
  dispatch: Dispatch,
  orgId: number,
  record: RecordedEvent,
  upTo: Position,
): Promise<void> => {
  const { hooks, changes } = dispatch
  const source = { orgId, position: record.position }
  const change = await readOrFail(hooks, source, () => changes.of(tenantOf(orgId), record, upTo))
  if (change === undefined) return
  const readAgain = changeReader(dispatch, source, change.key, record.version)
  for (const transition of change.transitions) hooks.emit(transition, { payload: change, source, readAgain })
}

/**
 * A busy listener is called later, with what the stream says then: a person may have been forgotten since. Made apart, so
 * that a message which waits holds neither the record nor the change.
 */
const changeReader =
  ({ reader, hooks }: Dispatch, source: MessageSource, key: MembershipKey, version: Version) =>
  (): Promise<Change | undefined> =>
    readOrFail(hooks, source, () => readChange(reader, key, version))

/** The change that a fact made; `undefined`, and a failure, where it cannot be read. */
const readOrFail = async (
  hooks: Hooks,
  source: MessageSource,
  read: () => Answer<Change>,
): Promise<Change | undefined> => {
  const change = await read()
  if (change._tag === 'Right') return change.right
  hooks.fail({ _tag: 'ChangeUnavailable', retryable: false, ...source, error: change.left })
  return undefined
}
