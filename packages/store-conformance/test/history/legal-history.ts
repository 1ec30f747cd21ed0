import type { History, Logged } from '../../src/history/history.js'
import type { HistoryRecord, RunId } from '../../src/history/record.js'

/** Numbers 0 … below `end`, drawn by the property that runs. */
export type Draw = (end: number) => number

/** What a kept promise looks like: writers, subscribers of two names, kills, restarts, zombies and clean stops. */
export interface Legal extends History {
  readonly records: HistoryRecord[]
  readonly log: Logged[]
}

/** A subscriber of one tenant's log, as far as its process knows. */
interface Run {
  readonly name: RunId
  /** The last position that it completed, and how far it has told the store. */
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

/** Subscribers of one name: one works, the last one may live on as a zombie for a while. */
const subscriber = (draw: Draw, { records, log }: Legal, subscription: string, promise: string) => {
  const checkpoints = new Map<string, Checkpoint>(tenants.map((tenant) => [tenant, { position: 0, revision: 0 }]))
  const working = new Map<string, Run>()
  const zombies = new Map<string, Run>()
  const alive = new Set<RunId>()
  let runs = 0
  const checkpointOf = (tenant: string): Checkpoint => checkpoints.get(tenant) ?? { position: 0, revision: 0 }

  const start = (): RunId => {
    runs += 1
    const run = `${subscription}-${runs}`
    records.push({ _tag: 'started', run, subscription })
    alive.add(run)
    return run
  }

  const put = (run: Run, tenant: string): boolean => {
    const stands = checkpointOf(tenant)
    const { name, at: position, revision: expected } = run
    const isPut = stands.revision === expected
    const revision = isPut ? expected + 1 + draw(2) : stands.revision
    records.push({ _tag: isPut ? 'put' : 'refused', run: name, tenant, position, expected, revision })
    if (!isPut) return false
    checkpoints.set(tenant, { position, revision })
    run.told = position
    run.revision = revision
    return true
  }

  const takeUp = (tenant: string, name: RunId): Run => {
    const { position, revision } = checkpointOf(tenant)
    const run = { name, at: position, told: position, revision }
    put(run, tenant)
    working.set(tenant, run)
    if (zombies.get(tenant)?.name === name) zombies.delete(tenant)
    return run
  }

  const handle = (run: Run, tenant: string): void => {
    const next = log.find((entry) => entry.tenant === tenant && entry.position > run.at)
    if (next === undefined) return
    const { position, id } = next
    const record = { run: run.name, tenant, position, id }
    records.push({ _tag: 'begun', ...record })
    if (draw(6) === 0) records.push({ _tag: 'failed', ...record }, { _tag: 'begun', ...record })
    records.push({ _tag: 'completed', ...record })
    run.at = position
    if (promise === 'exactly-once') put(run, tenant)
  }

  const end = (name: RunId, tag: 'killed' | 'stopped'): void => {
    if (tag === 'stopped')
      for (const [tenant, run] of working) if (run.name === name && run.told < run.at) put(run, tenant)
    for (const runsOf of [working, zombies])
      for (const [tenant, run] of runsOf) if (run.name === name) runsOf.delete(tenant)
    records.push({ _tag: tag, run: name })
    alive.delete(name)
  }

  const any = (): RunId => (alive.size === 0 ? start() : ([...alive][draw(alive.size)] ?? start()))

  const step = (): void => {
    const tenant = tenants[draw(tenants.length)] ?? '1'
    const run = working.get(tenant) ?? takeUp(tenant, any())
    const zombie = zombies.get(tenant)
    const kind = draw(promise === 'exactly-once' ? 9 : 11)
    if (kind < 5) handle(run, tenant)
    else if (kind < 7) put(run, tenant)
    else if (kind === 7) end(any(), draw(2) === 0 ? 'killed' : 'stopped')
    else if (kind === 8) start()
    else if (zombie === undefined) {
      const other = [...alive].find((name) => name !== run.name) ?? start()
      zombies.set(tenant, run)
      takeUp(tenant, other)
    } else if (draw(3) > 0) handle(zombie, tenant)
    else {
      put(zombie, tenant)
      zombies.delete(tenant)
    }
  }

  const drain = (): void => {
    for (const name of [...alive]) end(name, 'stopped')
    const name = start()
    for (const tenant of tenants) {
      const run = takeUp(tenant, name)
      while (log.some((entry) => entry.tenant === tenant && entry.position > run.at)) handle(run, tenant)
    }
    end(name, 'stopped')
  }

  return { step, drain }
}
