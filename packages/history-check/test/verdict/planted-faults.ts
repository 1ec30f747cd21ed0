import type { History, Logged } from '../../src/history.js'
import type { Acknowledged, Checkpointed, Handled, HistoryRecord, ProcessId } from '../../src/record.js'
import type { DuplicateReason, Violation } from '../../src/verdict/violation.js'
import type { Draw, Legal } from './legal-history.js'

/** The name of a violation, and the reason of a duplicate. */
export type Finding = Exclude<Violation['_tag'], 'duplicated'> | `duplicated ${DuplicateReason}`

/** Breaks one promise of a valid history. `plant` returns `undefined` where the history offers nothing to break. */
export interface PlantedFault {
  readonly name: string
  readonly found: Finding
  readonly plant: (history: Legal, draw: Draw) => History | undefined
}

const fault = (name: string, found: PlantedFault['found'], plant: PlantedFault['plant']): PlantedFault => ({
  name,
  found,
  plant,
})

export const plantedFaults: readonly PlantedFault[] = [
  fault('an acknowledged event is missing from the log', 'lost-write', (history, draw) => {
    const gone = oneOf(history.log, draw)
    return gone && { ...history, log: history.log.filter((entry) => entry !== gone) }
  }),
  fault('an acknowledgement names another position', 'lost-write', ({ records, log }, draw) => {
    const real = oneOf(records.filter(isAcknowledged), draw)
    return real && { log, records: replaced(records, real, { ...real, position: real.position + 1000 }) }
  }),
  fault('a retry is recorded as another event', 'duplicate-write', ({ records, log }, draw) => {
    const twice = oneOf(log, draw)
    return twice && { records, log: [...log, { ...twice, version: 1000, position: 1000 }] }
  }),
  fault('a delivery is begun and never completed', 'lost', ({ records, log }, draw) => {
    const victim = oneOf(completions(records), draw)
    const isVictims = (record: HistoryRecord): boolean =>
      victim !== undefined &&
      record._tag === 'completed' &&
      isSamePosition(record, victim) &&
      subscriptionOf(records, record.process) === subscriptionOf(records, victim.process)
    return victim && { log, records: records.filter((record) => !isVictims(record)) }
  }),
  fault('a delivery is completed after the wait for it', 'lost-wakeup', ({ records, log }, draw) => {
    const late = oneOf(completions(records), draw)
    const isLate = (record: HistoryRecord): boolean =>
      late !== undefined &&
      record._tag === 'completed' &&
      isSamePosition(record, late) &&
      subscriptionOf(records, record.process) === subscriptionOf(records, late.process)
    const first = records.findIndex(isLate)
    if (late === undefined) return undefined
    const { process, tenant, position, id } = late
    const wait: HistoryRecord = { _tag: 'awaited', process, tenant, position, id }
    return { log, records: [...records.slice(0, first), wait, ...records.slice(first)] }
  }),
  fault('two events of a stream are swapped', 'reordered', ({ records, log }, draw) => {
    const later = oneOf(
      log.filter(({ version }) => version > 1),
      draw,
    )
    const earlier = later && log.find((entry) => isBefore(entry, later))
    const handled = oneOf(completions(records), draw)
    if (later === undefined || earlier === undefined || handled === undefined) return undefined
    const subscription = subscriptionOf(records, handled.process)
    const swap = (record: HistoryRecord): HistoryRecord => {
      if (!isHandled(record) || subscriptionOf(records, record.process) !== subscription) return record
      const other = isSamePosition(record, later) ? earlier : isSamePosition(record, earlier) ? later : undefined
      return other === undefined ? record : { ...record, position: other.position, id: other.id }
    }
    return { log, records: records.map(swap) }
  }),
  fault('a process repeats what it completed', 'duplicated same-term', ({ records, log }, draw) => {
    const again = oneOf(completions(records), draw)
    return again && { log, records: inserted(records, again, [{ ...again, _tag: 'begun' }, again]) }
  }),
  fault('a new process begins before the checkpoint', 'duplicated before-checkpoint', ({ records, log }, draw) => {
    const put = oneOf(records.filter(isPut), draw)
    const before = put && records.slice(0, records.indexOf(put))
    const subscription = put && subscriptionOf(records, put.process)
    const covered = completions(before ?? []).filter(
      ({ process, tenant, position }) =>
        subscriptionOf(records, process) === subscription && tenant === put?.tenant && position <= put.position,
    )
    const again = oneOf(covered, draw)
    if (put === undefined || again === undefined || subscription === undefined) return undefined
    return { log, records: inserted(records, put, newProcess(subscription, again)) }
  }),
  fault('what was completed before a clean stop is repeated', 'duplicated after-stop', ({ records, log }) => {
    const last = records.findLast((record) => record._tag === 'started' && record.subscription !== undefined)
    const again = completions(records).findLast(({ process }) => process === last?.process)
    const subscription = again && subscriptionOf(records, again.process)
    if (again === undefined || subscription === undefined) return undefined
    const others = records.filter(({ _tag }) => _tag !== 'put' && _tag !== 'refused')
    return { log, records: [...others, ...newProcess(subscription, again)] }
  }),
  fault('something is delivered that was never recorded', 'unexpected', ({ records, log }, draw) => {
    const real = oneOf(completions(records), draw)
    return real && { log, records: inserted(records, real, [{ ...real, position: real.position + 1000 }]) }
  }),
  fault('an event is delivered under the position of another', 'unexpected', ({ records, log }, draw) => {
    const real = oneOf(completions(records), draw)
    return real && { log, records: replaced(records, real, { ...real, id: `other ${real.id}` }) }
  }),
  fault('the late checkpoint of a zombie is accepted', 'stale-checkpoint', ({ records, log }, draw) => {
    const late = oneOf(records.filter(isRefused), draw)
    if (late === undefined) return undefined
    const accept = (record: HistoryRecord): HistoryRecord => {
      if (record._tag !== 'put' && record._tag !== 'refused') return record
      const { expected, revision } = record
      return record === late
        ? { ...record, _tag: 'put', expected: expected * 2, revision: revision * 2 + 1 }
        : { ...record, expected: expected * 2, revision: revision * 2 }
    }
    return { log, records: records.map(accept) }
  }),
  fault('a checkpoint goes back', 'stale-checkpoint', ({ records, log }, draw) => {
    const put = oneOf(
      records.filter(isPut).filter(({ position }) => position > 0),
      draw,
    )
    const { revision = 0 } = put ?? {}
    const back = put && { ...put, position: put.position - 1, expected: revision, revision: revision + 0.5 }
    return put && back && { log, records: inserted(records, put, [back]) }
  }),
]

const oneOf = <A>(from: readonly A[], draw: Draw): A | undefined =>
  from.length === 0 ? undefined : from[draw(from.length)]

const replaced = (records: readonly HistoryRecord[], old: HistoryRecord, by: HistoryRecord): readonly HistoryRecord[] =>
  records.map((record) => (record === old ? by : record))

const inserted = (
  records: readonly HistoryRecord[],
  after: HistoryRecord,
  more: readonly HistoryRecord[],
): readonly HistoryRecord[] => records.flatMap((record) => (record === after ? [record, ...more] : [record]))

/** The records of another process of the subscription that handles this delivery. */
const newProcess = (subscription: string, delivery: Handled): readonly HistoryRecord[] => [
  { _tag: 'started', process: 'new', subscription },
  { ...delivery, process: 'new', _tag: 'begun' },
  { ...delivery, process: 'new' },
]

const subscriptionOf = (records: readonly HistoryRecord[], process: ProcessId): string | undefined =>
  records.flatMap((record) => (record._tag === 'started' && record.process === process ? [record.subscription] : []))[0]

const isHandled = (record: HistoryRecord): record is Handled =>
  record._tag === 'begun' || record._tag === 'completed' || record._tag === 'failed'

const completions = (records: readonly HistoryRecord[]): readonly Handled[] =>
  records.filter(isHandled).filter(({ _tag }) => _tag === 'completed')

const isAcknowledged = (record: HistoryRecord): record is Acknowledged => record._tag === 'acknowledged'

const isPut = (record: HistoryRecord): record is Checkpointed => record._tag === 'put'

const isRefused = (record: HistoryRecord): record is Checkpointed => record._tag === 'refused'

const isSamePosition = (a: Handled, b: Handled | Logged): boolean => a.tenant === b.tenant && a.position === b.position

const isBefore = (a: Logged, b: Logged): boolean =>
  a.tenant === b.tenant && a.stream === b.stream && a.version === b.version - 1
