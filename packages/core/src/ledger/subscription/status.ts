import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, Tenant } from '../../store/event.js'
import { readOrganisations } from '../log/organisations.js'
import { tenantOf } from '../log/stream-names.js'
import type { DeliveryInFlight, SubscriptionPhase } from './condition.js'
import { readParkedFacts } from './parked-facts.js'
import type { HandlerFailed, SubscriptionError } from './subscription-errors.js'
import type { SubscriptionContext } from './work.js'

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
  /** Deliveries that it went on without. */
  readonly parked: number
  /** The last one that was met, also where the subscription went on since. */
  readonly lastError?: SubscriptionError | HandlerFailed
  /** What the handler has in hand, and since when: one that never settles is seen here. */
  readonly inHand?: DeliveryInFlight
}

export const readStatus = async (work: SubscriptionContext): Answer<SubscriptionStatus> => {
  const { settings, condition, events } = work
  const tenants = await tenantsAsked(work)
  if (tenants._tag === 'Left') return tenants
  const organisations: OrganisationStatus[] = []
  let parked = 0
  for (const tenant of tenants.right) {
    const position = await positionIn(work, tenant)
    if (position._tag === 'Left') return position
    const head = await events.head(tenant)
    if (head._tag === 'Left') return head
    const facts = await readParkedFacts(events, tenant, settings.name)
    if (facts._tag === 'Left') return facts
    parked += [...facts.right.values()].filter(({ step }) => step === 'parked').length
    const lag = Math.max(0, head.right - position.right)
    organisations.push({ orgId: Number(tenant), position: position.right, head: head.right, lag })
  }
  const { state, lastError, inHand } = condition
  return right({
    name: settings.name,
    state,
    organisations,
    parked,
    ...(lastError === undefined ? {} : { lastError }),
    ...(inHand === undefined ? {} : { inHand }),
  })
}

/** The organisations of a subscription, without a run. */
export const tenantsAsked = async ({ settings, events }: SubscriptionContext): Answer<readonly Tenant[]> => {
  if (settings.orgId !== 'all') return right([tenantOf(settings.orgId)])
  const organisations = await readOrganisations(events)
  return organisations._tag === 'Left' ? organisations : right(organisations.right.map(tenantOf))
}

const positionIn = async (
  { condition, checkpoints, settings }: SubscriptionContext,
  tenant: Tenant,
): Answer<Position> => {
  const handled = condition.handled.get(tenant)
  if (handled !== undefined) return right(handled)
  const stored = await checkpoints.get({ name: settings.name, tenant })
  return stored._tag === 'Left' ? stored : right(stored.right?.position ?? 0)
}
