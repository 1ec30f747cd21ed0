import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { isInLog } from '../log/log-mark.js'
import type { LogWatch } from '../log/log-watch.js'

/** The log of each tenant, as far as it was followed in its order, and whether it is the same log still. */
export interface FollowedLog {
  /**
   * Looks whether the last record that was followed is in the log before this one. Where it is not, the watch drops what
   * is remembered of the tenant. It makes no call for the first record of a stream, and for one that was in the log already
   * when it was looked at last.
   */
  confirm(tenant: Tenant, record: RecordedEvent): Answer<void>
  /** The record is the last one that was followed; those after it up to this position were appended with it. */
  moveTo(tenant: Tenant, record: RecordedEvent, upTo: Position): void
}

interface Followed {
  readonly position: Position
  readonly id: string
  /** The log up to here is the one of the record. */
  confirmedUpTo: Position
}

export const followedLog = (events: EventStore, watch: LogWatch): FollowedLog => {
  const logs = new Map<Tenant, Followed>()
  watch.onDrop((tenant) => logs.delete(tenant))

  const dropIfBack = (tenant: Tenant, { position }: RecordedEvent): void => {
    const followed = logs.get(tenant)
    if (followed !== undefined && position <= followed.position) watch.drop(tenant)
  }

  return {
    confirm: async (tenant, record) => {
      dropIfBack(tenant, record)
      const followed = logs.get(tenant)
      if (followed === undefined || record.version === 1 || record.position <= followed.confirmedUpTo)
        return right(undefined)
      const begun = watch.begin(tenant)
      const page = await events.readAll(tenant, followed.position, 1)
      if (page._tag === 'Left') return page
      if (!watch.isCurrent(tenant, begun, page.right)) return right(undefined)
      if (isInLog(followed, page.right)) followed.confirmedUpTo = page.right.head
      else watch.drop(tenant)
      return right(undefined)
    },
    moveTo: (tenant, record, upTo) => {
      dropIfBack(tenant, record)
      const { position, id } = record
      logs.set(tenant, { position, id, confirmedUpTo: logs.get(tenant)?.confirmedUpTo ?? upTo })
    },
  }
}
