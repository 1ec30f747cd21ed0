import type { History, Logged } from '../../src/history.js'
import type { HistoryRecord, RunId } from '../../src/record.js'

/** Numbers 0 … below `end`, drawn by the property that runs. */
export type Draw = (end: number) => number

/** What a kept promise looks like: writers, subscribers of two names, kills, restarts, zombies and clean stops. */
export interface Legal extends History {
  readonly records: HistoryRecord[]
  readonly log: Logged[]
}

/** What one process knows while it works. */
interface Run {
  readonly name: RunId
  readonly owner: string
  /** How far it has come in each tenant's log, and what it knows of the checkpoint. */
  readonly stands: Map<string, Stand>
}

interface Stand {
  at: number
  told: number
  revision: number
}

interface Checkpoint {
  position: number
  revision: number
}

const tenants = ['1', '2']

/** Plays a history by the rules. `promise`: whether what was completed and not checkpointed comes again after a kill. */
export const legalHistory = (draw: Draw, steps: number, promise: 'at-least-once' | 'exactly-once'): Legal => {
  const legal: Legal = { records: [], log: [] }
  const write = writer(draw, legal)
  const subscriptions = ['mails', 'reports'].map((name) => subscriber(draw, legal, name, promise))
  for (let step = 0; step < steps; step += 1) {
    if (draw(3) === 0) write()
    else subscriptions[draw(subscriptions.length)]?.step()
  }
  for (const { drain } of subscriptions) drain()
  return legal
}

/** Appends events; some acknowledgements are lost, and the event is sent again by the next run of the writer. */
const writer = (draw: Draw, { records, log }: Legal): (() => void) => {
  let runs = 0
  let events = 0
  const start = (): RunId => {
    runs += 1
    records.push({ _tag: 'started', run: `writer-${runs}` })
    return `writer-${runs}`
  }
  let run = start()
  return () => {
    events += 1
    const tenant = tenants[draw(tenants.length)] ?? '1'
    const stream = `s${draw(3)}`
    const own = log.filter((entry) => entry.tenant === tenant)
    const version = own.filter((entry) => entry.stream === stream).length + 1
    const position = (own.at(-1)?.position ?? 0) + 1 + draw(2)
    const logged = { tenant, stream, version, position, id: `e${events}` }
    records.push({ _tag: 'sent', run, id: logged.id })
    log.push(logged)
    if (draw(4) === 0) {
      records.push({ _tag: 'killed', run })
      run = start()
      records.push({ _tag: 'sent', run, id: logged.id })
    }
    records.push({ _tag: 'acknowledged', run, tenant, position, version, id: logged.id })
  }
}

/** Subscribers of one name: one works, and the last one may go on for a while as a zombie. */
const subscriber = (draw: Draw, { records, log }: Legal, subscription: string, promise: string) => {
  const checkpoints = new Map<string, Checkpoint>()
  const alive = new Set<RunId>()
  let working: Run | undefined
  let zombie: Run | undefined
  let runs = 0
  let leases = 0
  const checkpointOf = (tenant: string): Checkpoint => checkpoints.get(tenant) ?? { position: 0, revision: 0 }

  const start = (): RunId => {
    runs += 1
    const run = `${subscription}-${runs}`
    records.push({ _tag: 'started', run, subscription })
    alive.add(run)
    return run
  }

  /** Compares and sets: whoever does not know the last revision is refused. */
  const put = ({ name, owner, stands }: Run, tenant: string): void => {
    const stand = stands.get(tenant) ?? { at: 0, told: 0, revision: 0 }
    const checkpoint = checkpointOf(tenant)
    const isPut = checkpoint.revision === stand.revision
    const revision = isPut ? stand.revision + 1 + draw(2) : checkpoint.revision
    const { at: position, revision: expected } = stand
    records.push({ _tag: isPut ? 'put' : 'refused', run: name, owner, tenant, position, expected, revision })
    if (!isPut) return
    checkpoints.set(tenant, { position, revision })
    stands.set(tenant, { at: position, told: position, revision })
  }

  const takeUp = (name: RunId): Run => {
    leases += 1
    const standAt = (tenant: string): [string, Stand] => {
      const { position, revision } = checkpointOf(tenant)
      return [tenant, { at: position, told: position, revision }]
    }
    const run = { name, owner: `lease ${leases}`, stands: new Map(['lease', ...tenants].map(standAt)) }
    put(run, 'lease')
    working = run
    if (zombie?.name === name) zombie = undefined
    return run
  }

  const handle = (run: Run, tenant: string): void => {
    const stand = run.stands.get(tenant)
    const next = log.find((entry) => entry.tenant === tenant && entry.position > (stand?.at ?? 0))
    if (stand === undefined || next === undefined) return
    const { position, id } = next
    const record = { run: run.name, tenant, position, id }
    records.push({ _tag: 'begun', ...record })
    if (draw(6) === 0) records.push({ _tag: 'failed', ...record }, { _tag: 'begun', ...record })
    records.push({ _tag: 'completed', ...record })
    stand.at = position
    if (promise === 'exactly-once') put(run, tenant)
  }

  const save = (run: Run): void => {
    for (const [tenant, { at, told }] of run.stands) if (told < at) put(run, tenant)
  }

  const end = (name: RunId, tag: 'killed' | 'stopped'): void => {
    if (working?.name === name) {
      if (tag === 'stopped') save(working)
      working = undefined
    }
    if (zombie?.name === name) zombie = undefined
    records.push({ _tag: tag, run: name })
    alive.delete(name)
  }

  const any = (): RunId => (alive.size === 0 ? start() : ([...alive][draw(alive.size)] ?? start()))

  /** The one that works sleeps through the end of its lease, and another takes over. */
  const fallAsleep = (run: Run): void => {
    const other = [...alive].find((name) => name !== run.name) ?? start()
    zombie = run
    takeUp(other)
  }

  const wakeUp = (asleep: Run): void => {
    if (draw(2) === 0) handle(asleep, tenants[draw(2)] ?? '1')
    else {
      save(asleep)
      put(asleep, 'lease')
      zombie = undefined
    }
  }

  const step = (): void => {
    const run = working ?? takeUp(any())
    const tenant = tenants[draw(2)] ?? '1'
    const kind = draw(promise === 'exactly-once' ? 9 : 11)
    if (kind < 5) handle(run, tenant)
    else if (kind < 7) put(run, draw(4) === 0 ? 'lease' : tenant)
    else if (kind === 7) end(any(), draw(2) === 0 ? 'killed' : 'stopped')
    else if (kind === 8) start()
    else if (zombie === undefined) fallAsleep(run)
    else wakeUp(zombie)
  }

  const drain = (): void => {
    for (const name of [...alive]) end(name, 'stopped')
    const run = takeUp(start())
    for (const { tenant } of log) handle(run, tenant)
    end(run.name, 'stopped')
  }

  return { step, drain }
}
