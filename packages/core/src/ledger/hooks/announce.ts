import { transitionNames } from '../../membership/transitions.js'
import { neverRejecting } from '../gate.js'
import type { Recorded } from '../ingest/receipt.js'
import type { Reader } from '../read/read.js'
import { type Change, readChange } from '../change/change.js'
import type { HookPayloads } from './hook.js'
import type { HookName } from './hook-name.js'
import type { Hooks } from './hooks.js'
import { newsLanes } from './lanes.js'
import type { Place } from './mailbox.js'

/** Tells listeners of what has a place in the log, in that order for each organisation, and after the receipts. */
export interface Announcer {
  /** An append of events to this organisation begins; what is answered ends it, with the facts that it added. */
  recording(orgId: number): (recorded: readonly Recorded[]) => void
  /** The same for notices. */
  expiring(orgId: number): (expired: readonly HookPayloads['expired'][]) => void
  /** Tells of a forgetting that was carried out, behind what was recorded before it and is not yet told. */
  forgotten(forgotten: HookPayloads['forgotten']): void
  /** Resolves when everything recorded so far was told, and every listener has ended. */
  settled(): Promise<void>
}

export const announcer = (reader: Reader, hooks: Hooks): Announcer => {
  const lanes = newsLanes((orgId, from, to) => {
    hooks.fail({ _tag: 'HooksBehind', retryable: false, orgId, from, to })
  })
  return {
    recording: (orgId) => {
      const ended = lanes.begin(orgId)
      return (recorded) => {
        const told = hooks.hears(ofRecorded) ? recorded : []
        // A copy: the caller, who is given the same receipt, may do with it as it likes.
        const copies = told.map((one) => structuredClone(one))
        ended(copies.map((one) => ({ position: one.position, tell: () => announce(reader, hooks, orgId, one) })))
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
      const { orgId, position } = payload
      const tell = (): void => hooks.emit('forgotten', { payload, place: { orgId, position } })
      lanes.begin(orgId)([{ position, tell }])
    },
    settled: async () => {
      await lanes.settled()
      await hooks.settled()
    },
  }
}

const ofRecorded: readonly HookName[] = ['recorded', ...transitionNames]

const announce = async (reader: Reader, hooks: Hooks, orgId: number, recorded: Recorded): Promise<void> => {
  const place = { orgId, position: recorded.position }
  hooks.emit('recorded', { payload: recorded, place })
  if (!hooks.hears(transitionNames)) return
  const again = (): Promise<Change | undefined> => changeOf(reader, hooks, recorded, place)
  const change = await again()
  if (change === undefined) return
  for (const transition of change.transitions) hooks.emit(transition, { payload: change, place, again })
}

/** The change that the fact made; `undefined`, and a failure told, where it cannot be read. */
const changeOf = async (
  reader: Reader,
  hooks: Hooks,
  { key, version }: Recorded,
  { orgId, position }: Place,
): Promise<Change | undefined> => {
  const change = await neverRejecting(() => readChange(reader, key, version))
  if (change._tag === 'Right') return change.right
  hooks.fail({ _tag: 'ChangeUnread', retryable: false, orgId, position, error: change.left })
  return undefined
}
