import type { History, Logged } from '../../src/history.js'
import type { Acknowledged, Checkpointed, Handled, HistoryRecord, RunId } from '../../src/record.js'
import type { DoubledReason, Violation } from '../../src/verdict/violation.js'
import type { Draw, Legal } from './legal-history.js'

/** A violation by its name, and a doubled delivery by its reason too. */
export type Finding = Exclude<Violation['_tag'], 'doubled'> | `doubled ${DoubledReason}`

/** A promise that is broken in a history in which all were kept. `plant` has none to break in some: `undefined`. */
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
  fault('an acknowledged event is missing from the log', 'unrecorded', (history, draw) => {
    const gone = oneOf(history.log, draw)
    return gone && { ...history, log: history.log.filter((entry) => entry !== gone) }
  }),
  fault('an acknowledgement tells another place', 'unrecorded', ({ records, log }, draw) => {
    const told = oneOf(records.filter(isAcknowledged), draw)
    return told && { log, records: replaced(records, told, { ...told, position: told.position + 1000 }) }
  }),
  fault('a retry is recorded as another event', 'recorded-twice', ({ records, log }, draw) => {
    const twice = oneOf(log, draw)
    return twice && { records, log: [...log, { ...twice, version: 1000, position: 1000 }] }
  }),
  fault('a delivery is begun and never completed', 'lost', ({ records, log }, draw) => {
    const victim = oneOf(completions(records), draw)
    const isVictims = (record: HistoryRecord): boolean =>
      victim !== undefined &&
      record._tag === 'completed' &&
      isSamePlace(record, victim) &&
      subscriptionOf(records, record.run) === subscriptionOf(records, victim.run)
    return victim && { log, records: records.filter((record) => !isVictims(record)) }
  }),
  fault('two events of a membership change places', 'reordered', ({ records, log }, draw) => {
    const later = oneOf(
      log.filter(({ version }) => version > 1),
      draw,
    )
    const earlier = later && log.find((entry) => isBefore(entry, later))
    const handled = oneOf(completions(records), draw)
    if (later === undefined || earlier === undefined || handled === undefined) return undefined
    const subscription = subscriptionOf(records, handled.run)
    const swap = (record: HistoryRecord): HistoryRecord => {
      if (!isHandled(record) || subscriptionOf(records, record.run) !== subscription) return record
      const other = isSamePlace(record, later) ? earlier : isSamePlace(record, earlier) ? later : undefined
      return other === undefined ? record : { ...record, position: other.position, id: other.id }
    }
    return { log, records: records.map(swap) }
  }),
  fault('a run is given again what it completed', 'doubled same-run', ({ records, log }, draw) => {
    const again = oneOf(completions(records), draw)
    return again && { log, records: inserted(records, again, [{ ...again, _tag: 'begun' }, again]) }
  }),
  fault('a new run begins behind the checkpoint', 'doubled behind-checkpoint', ({ records, log }, draw) => {
    const put = oneOf(records.filter(isPut), draw)
    const before = put && records.slice(0, records.indexOf(put))
    const subscription = put && subscriptionOf(records, put.run)
    const behind = completions(before ?? []).filter(
      ({ run, tenant, position }) =>
        subscriptionOf(records, run) === subscription && tenant === put?.tenant && position <= put.position,
    )
    const again = oneOf(behind, draw)
    if (put === undefined || again === undefined || subscription === undefined) return undefined
    return { log, records: inserted(records, put, newRun(subscription, again)) }
  }),
  fault('what a clean stop left behind comes again', 'doubled after-stop', ({ records, log }) => {
    const last = records.findLast((record) => record._tag === 'started' && record.subscription !== undefined)
    const again = completions(records).findLast(({ run }) => run === last?.run)
    const subscription = again && subscriptionOf(records, again.run)
    if (again === undefined || subscription === undefined) return undefined
    const blind = records.filter(({ _tag }) => _tag !== 'put' && _tag !== 'refused')
    return { log, records: [...blind, ...newRun(subscription, again)] }
  }),
  fault('something is delivered that was never recorded', 'invented', ({ records, log }, draw) => {
    const real = oneOf(completions(records), draw)
    return real && { log, records: inserted(records, real, [{ ...real, position: real.position + 1000 }]) }
  }),
  fault('an event is delivered under the position of another', 'invented', ({ records, log }, draw) => {
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
  behind: HistoryRecord,
  more: readonly HistoryRecord[],
): readonly HistoryRecord[] => records.flatMap((record) => (record === behind ? [record, ...more] : [record]))

/** A run of the subscription that nobody knew of, and which is given this. */
const newRun = (subscription: string, given: Handled): readonly HistoryRecord[] => [
  { _tag: 'started', run: 'new', subscription },
  { ...given, run: 'new', _tag: 'begun' },
  { ...given, run: 'new' },
]

const subscriptionOf = (records: readonly HistoryRecord[], run: RunId): string | undefined =>
  records.flatMap((record) => (record._tag === 'started' && record.run === run ? [record.subscription] : []))[0]

const isHandled = (record: HistoryRecord): record is Handled =>
  record._tag === 'begun' || record._tag === 'completed' || record._tag === 'failed'

const completions = (records: readonly HistoryRecord[]): readonly Handled[] =>
  records.filter(isHandled).filter(({ _tag }) => _tag === 'completed')

const isAcknowledged = (record: HistoryRecord): record is Acknowledged => record._tag === 'acknowledged'

const isPut = (record: HistoryRecord): record is Checkpointed => record._tag === 'put'

const isRefused = (record: HistoryRecord): record is Checkpointed => record._tag === 'refused'

const isSamePlace = (a: Handled, b: Handled | Logged): boolean => a.tenant === b.tenant && a.position === b.position

const isBefore = (a: Logged, b: Logged): boolean =>
  a.tenant === b.tenant && a.stream === b.stream && a.version === b.version - 1
