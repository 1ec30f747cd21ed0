import type { HistoryRecord, ProcessId } from '../record.js'

/** When a process started and ended, as indexes into the records of its subscription. */
export interface Lifetime {
  readonly started: number
  readonly ended: number
  readonly isStopped: boolean
}

/** The lifetime of every process. One without an end is still running. */
export const lifetimesOf = (records: readonly HistoryRecord[]): ReadonlyMap<ProcessId, Lifetime> => {
  const lifetimes = new Map<ProcessId, Lifetime>()
  for (const [moment, { _tag, process }] of records.entries()) {
    const lifetime = lifetimes.get(process) ?? { started: moment, ended: Infinity, isStopped: false }
    const ends = _tag === 'killed' || _tag === 'stopped'
    lifetimes.set(process, ends ? { ...lifetime, ended: moment, isStopped: _tag === 'stopped' } : lifetime)
  }
  return lifetimes
}

/** The processes that stopped by themselves and overlapped with no other process of the subscription. */
export const stoppedAlone = (lifetimes: ReadonlyMap<ProcessId, Lifetime>): ReadonlyMap<ProcessId, Lifetime> => {
  const all = [...lifetimes.values()]
  const isAlone = (own: Lifetime): boolean =>
    own.isStopped && all.every((other) => other === own || other.ended < own.started || other.started > own.ended)
  return new Map([...lifetimes].filter(([, lifetime]) => isAlone(lifetime)))
}
