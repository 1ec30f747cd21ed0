import type { History, Logged } from '../../src/history.js'
import type { HistoryRecord, ProcessId } from '../../src/record.js'
import { completions } from '../../src/verdict/completions.js'

/** Draws a whole number from 0 up to, not including, `end`. */
export type Draw = (end: number) => number

/** A valid history: writers, subscribers of two names, kills, restarts, zombies and clean stops. */
export interface Legal extends History {
  readonly records: HistoryRecord[]
  readonly log: Logged[]
}

/** What the active process knows. */
interface ActiveProcess {
  readonly name: ProcessId
  readonly owner: string
  /** How far it has handled each tenant's log, and what it knows of the checkpoint. */
  readonly progress: Map<string, Progress>
}

interface Progress {
  handled: number
  checkpointed: number
  revision: number
}

interface Checkpoint {
  position: number
  revision: number
}

const tenants = ['1', '2']

/** Draws a history by the rules. With `at-least-once`, what was not checkpointed before a kill is repeated. */
export const legalHistory = (draw: Draw, steps: number, promise: 'at-least-once' | 'exactly-once'): Legal => {
  const legal: Legal = { records: [], log: [] }
  const write = writer(draw, legal)
  const subscriptions = ['mails', 'reports'].map((name) => subscriber(draw, legal, name, promise))
  for (let step = 0; step < steps; step += 1) {
    if (draw(3) === 0) write()
    else subscriptions[draw(subscriptions.length)]?.step()
    if (draw(4) === 0) awaitOne(draw, legal)
  }
  for (const { drain } of subscriptions) drain()
  return legal
}

/** Appends events. Some acknowledgements are lost with their process, and the next writer sends the event again. */
const writer = (draw: Draw, { records, log }: Legal): (() => void) => {
  let processes = 0
  let events = 0
  const start = (): ProcessId => {
    processes += 1
    records.push({ _tag: 'started', process: `writer-${processes}` })
    return `writer-${processes}`
  }
  let process = start()
  return () => {
    events += 1
    const tenant = tenants[draw(tenants.length)] ?? '1'
    const stream = `s${draw(3)}`
    const own = log.filter((entry) => entry.tenant === tenant)
    const version = own.filter((entry) => entry.stream === stream).length + 1
    const position = (own.at(-1)?.position ?? 0) + 1 + draw(2)
    const logged = { tenant, stream, version, position, id: `e${events}` }
    records.push({ _tag: 'sent', process, id: logged.id })
    log.push(logged)
    if (draw(4) === 0) {
      records.push({ _tag: 'killed', process })
      process = start()
      records.push({ _tag: 'sent', process, id: logged.id })
    }
    records.push({ _tag: 'acknowledged', process, tenant, position, version, id: logged.id })
  }
}

/** Records a wait for an event that every subscription has completed by now, where there is one. */
const awaitOne = (draw: Draw, { records, log }: Legal): void => {
  const completed = completions()
  for (const record of records) completed.add(record)
  const delivered = log.filter((entry) => [...completed.subscriptions()].every((name) => completed.has(name, entry)))
  const entry = delivered[draw(delivered.length || 1)]
  if (entry === undefined) return
  const { tenant, position, id } = entry
  records.push({ _tag: 'awaited', process: 'writer-1', tenant, position, id })
}

/** Subscribers of one name: one is active, and the one before may go on for a while as a zombie. */
const subscriber = (draw: Draw, { records, log }: Legal, subscription: string, promise: string) => {
  const checkpoints = new Map<string, Checkpoint>()
  const alive = new Set<ProcessId>()
  let active: ActiveProcess | undefined
  let zombie: ActiveProcess | undefined
  let processes = 0
  let leases = 0
  const checkpointOf = (tenant: string): Checkpoint => checkpoints.get(tenant) ?? { position: 0, revision: 0 }

  const start = (): ProcessId => {
    processes += 1
    const process = `${subscription}-${processes}`
    records.push({ _tag: 'started', process, subscription })
    alive.add(process)
    return process
  }

  /** Compares and sets: a process that does not know the last revision is refused. */
  const put = ({ name, owner, progress }: ActiveProcess, tenant: string): void => {
    const own = progress.get(tenant) ?? { handled: 0, checkpointed: 0, revision: 0 }
    const checkpoint = checkpointOf(tenant)
    const isPut = checkpoint.revision === own.revision
    const revision = isPut ? own.revision + 1 + draw(2) : checkpoint.revision
    const { handled: position, revision: expected } = own
    records.push({ _tag: isPut ? 'put' : 'refused', process: name, owner, tenant, position, expected, revision })
    if (!isPut) return
    checkpoints.set(tenant, { position, revision })
    progress.set(tenant, { handled: position, checkpointed: position, revision })
  }

  const takeLease = (name: ProcessId): ActiveProcess => {
    leases += 1
    const progressIn = (tenant: string): [string, Progress] => {
      const { position, revision } = checkpointOf(tenant)
      return [tenant, { handled: position, checkpointed: position, revision }]
    }
    const process = { name, owner: `lease ${leases}`, progress: new Map(['lease', ...tenants].map(progressIn)) }
    put(process, 'lease')
    active = process
    if (zombie?.name === name) zombie = undefined
    return process
  }

  const handle = (process: ActiveProcess, tenant: string): void => {
    const own = process.progress.get(tenant)
    const next = log.find((entry) => entry.tenant === tenant && entry.position > (own?.handled ?? 0))
    if (own === undefined || next === undefined) return
    const { position, id } = next
    const record = { process: process.name, tenant, position, id }
    records.push({ _tag: 'begun', ...record })
    if (draw(6) === 0) records.push({ _tag: 'failed', ...record }, { _tag: 'begun', ...record })
    records.push({ _tag: 'completed', ...record })
    own.handled = position
    if (promise === 'exactly-once') put(process, tenant)
  }

  const save = (process: ActiveProcess): void => {
    for (const [tenant, { handled, checkpointed }] of process.progress) if (checkpointed < handled) put(process, tenant)
  }

  const end = (name: ProcessId, tag: 'killed' | 'stopped'): void => {
    if (active?.name === name) {
      if (tag === 'stopped') save(active)
      active = undefined
    }
    if (zombie?.name === name) zombie = undefined
    records.push({ _tag: tag, process: name })
    alive.delete(name)
  }

  const any = (): ProcessId => (alive.size === 0 ? start() : ([...alive][draw(alive.size)] ?? start()))

  /** The active process sleeps past the end of its lease, and another one takes over. */
  const sleepPastLease = (process: ActiveProcess): void => {
    const other = [...alive].find((name) => name !== process.name) ?? start()
    zombie = process
    takeLease(other)
  }

  const wakeUp = (asleep: ActiveProcess): void => {
    if (draw(2) === 0) handle(asleep, tenants[draw(2)] ?? '1')
    else {
      save(asleep)
      put(asleep, 'lease')
      zombie = undefined
    }
  }

  const step = (): void => {
    const process = active ?? takeLease(any())
    const tenant = tenants[draw(2)] ?? '1'
    const kind = draw(promise === 'exactly-once' ? 9 : 11)
    if (kind < 5) handle(process, tenant)
    else if (kind < 7) put(process, draw(4) === 0 ? 'lease' : tenant)
    else if (kind === 7) end(any(), draw(2) === 0 ? 'killed' : 'stopped')
    else if (kind === 8) start()
    else if (zombie === undefined) sleepPastLease(process)
    else wakeUp(zombie)
  }

  const drain = (): void => {
    for (const name of [...alive]) end(name, 'stopped')
    const process = takeLease(start())
    for (const { tenant } of log) handle(process, tenant)
    end(process.name, 'stopped')
  }

  return { step, drain }
}
