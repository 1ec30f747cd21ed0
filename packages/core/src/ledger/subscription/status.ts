import { right } from 'fp-ts/lib/Either.js'

import type { SubscriptionError } from '../../failure/subscription-errors.js'
import type { Answer } from '../../store/answer.js'
import type { Position, Tenant } from '../../store/event.js'
import { isOrganisation, readTenantHeads } from '../log/organisations.js'
import { tenantOf } from '../log/stream-names.js'
import { isStartedName, leasePlace } from './lease.js'
import { readParkedFacts } from './parked-facts.js'
import type { DeliveryInFlight, SubscriptionContext, SubscriptionPhase } from './subscription-context.js'
import type { HandlerFailed } from './subscription-warning.js'

/** How far a subscription has come in one organisation's log. */
export interface OrganisationStatus {
  readonly orgId: number
  /** Everything up to here was handled. */
  readonly position: Position
  readonly head: Position
  /** From the position to the head; 0: caught up. Positions have holes, so it bounds the number of events. */
  readonly lag: number
}

/** How a subscription is doing. */
export interface SubscriptionStatus {
  readonly name: string
  readonly state: SubscriptionPhase
  readonly organisations: readonly OrganisationStatus[]
  /** The number of parked deliveries. */
  readonly parked: number
  /** The last error, also where the subscription has continued since. */
  readonly lastError?: SubscriptionError | HandlerFailed
  /** The delivery that the handler has not finished, and since when: a handler that never settles shows here. */
  readonly inFlight?: DeliveryInFlight
}

export const readStatus = async (context: SubscriptionContext): Answer<SubscriptionStatus> => {
  const { settings, state, events } = context
  const heads = await readHeads(context)
  if (heads._tag === 'Left') return heads
  const organisations: OrganisationStatus[] = []
  let parked = 0
  for (const [tenant, head] of heads.right) {
    const position = await handledPosition(context, tenant)
    if (position._tag === 'Left') return position
    const facts = await readParkedFacts(events, tenant, settings.name)
    if (facts._tag === 'Left') return facts
    parked += [...facts.right.values()].filter(({ step }) => step === 'parked').length
    const handled = position.right ?? 0
    organisations.push({ orgId: Number(tenant), position: handled, head, lag: Math.max(0, head - handled) })
  }
  const { phase, lastError, inFlight } = state
  return right({
    name: settings.name,
    state: phase,
    organisations,
    parked,
    ...(lastError === undefined ? {} : { lastError }),
    ...(inFlight === undefined ? {} : { inFlight }),
  })
}

/** The heads of the organisations that the subscription reads, ascending by organisation. */
export const readHeads = async ({ settings, events }: SubscriptionContext): Answer<ReadonlyMap<Tenant, Position>> => {
  if (settings.orgId !== 'all') {
    const tenant = tenantOf(settings.orgId)
    const page = await events.readAll(tenant, Number.MAX_SAFE_INTEGER, 1)
    return page._tag === 'Left' ? page : right(new Map([[tenant, page.right.head]]))
  }
  const read = await readTenantHeads(events)
  if (read._tag === 'Left') return read
  const organisations = read.right.heads.filter(({ tenant }) => isOrganisation(tenant))
  return right(
    new Map(
      organisations.sort((a, b) => Number(a.tenant) - Number(b.tenant)).map(({ tenant, head }) => [tenant, head]),
    ),
  )
}

/** By the current run; by the stored checkpoint where another process is active. */
const handledPosition = async (
  { state, checkpoints, settings }: SubscriptionContext,
  tenant: Tenant,
): Answer<Position | undefined> => {
  const handled = state.handled.get(tenant)
  if (handled !== undefined) return right(handled)
  const stored = await checkpoints.get({ name: settings.name, tenant })
  return stored._tag === 'Left' ? stored : right(stored.right?.position)
}

/** Waits until every event that is recorded now is handled, by this process or another; false if the subscription ended. */
export const waitUntilHandled = async (context: SubscriptionContext, isEnded: () => boolean): Promise<boolean> => {
  let missing: Map<Tenant, Position> | undefined
  while (!isEnded()) {
    if (missing === undefined) {
      const heads = await readHeads(context)
      if (heads._tag === 'Right') missing = new Map(heads.right)
    }
    if (missing !== undefined && (await isStarted(context)) && (await areHandled(context, missing))) return true
    if (!isEnded()) await nextChange(context)
  }
  return false
}

/** Before a subscription to all organisations has started, it is not settled which events are to be handled. */
const isStarted = async ({ checkpoints, state, settings }: SubscriptionContext): Promise<boolean> => {
  if (settings.orgId !== 'all' || state.isStarted) return true
  const lease = await checkpoints.get(leasePlace(settings.name))
  return lease._tag === 'Right' && isStartedName(lease.right)
}

/** Removes what is handled, and says whether that was all. */
const areHandled = async (context: SubscriptionContext, missing: Map<Tenant, Position>): Promise<boolean> => {
  for (const [tenant, position] of missing) {
    const handled = await handledPosition(context, tenant)
    if (handled._tag === 'Left' || (handled.right ?? -1) < position) return false
    missing.delete(tenant)
  }
  return true
}

const nextChange = async ({ state, time, pollMs }: SubscriptionContext): Promise<void> => {
  const changed = new AbortController()
  const observer = (): void => changed.abort()
  state.observers.add(observer)
  await time.sleep(pollMs, changed.signal)
  state.observers.delete(observer)
}
