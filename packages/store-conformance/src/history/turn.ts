import type { Tenant } from '@partner-ledger/core/store'

import type { Checkpointed, HistoryRecord, RunId } from './record.js'

/** Who works on a tenant, and since when. */
interface Worker {
  readonly run: RunId | undefined
  readonly turn: number
}

/**
 * Numbers the turns: for each record of a subscription, in which turn on its tenant it was made. A run's turn ends where
 * another run works there, where one that may have is killed, and where its own put follows from another run's.
 */
export const turnsOf = (records: readonly HistoryRecord[]): readonly number[] => {
  const workers = new Map<Tenant, Worker>()
  const revisions = new Map<string, number>()
  let turns = 0

  const turnOf = (run: RunId, tenant: Tenant, isNew: boolean): number => {
    const worker = workers.get(tenant)
    if (worker?.run === run && !isNew) return worker.turn
    turns += 1
    workers.set(tenant, { run, turn: turns })
    return turns
  }

  const followsAnother = ({ run, tenant, expected, revision }: Checkpointed): boolean => {
    const key = `${run} ${tenant}`
    const own = revisions.get(key)
    revisions.set(key, revision)
    return own !== undefined && own !== expected
  }

  return records.map((record) => {
    switch (record._tag) {
      case 'begun':
      case 'completed':
      case 'failed':
        return turnOf(record.run, record.tenant, false)
      case 'put':
        return turnOf(record.run, record.tenant, followsAnother(record))
      case 'killed':
        for (const [tenant, { run, turn }] of workers)
          if (run !== record.run) workers.set(tenant, { run: undefined, turn })
        return 0
      default:
        return 0
    }
  })
}
