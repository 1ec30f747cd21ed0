import { setTimeout } from 'node:timers/promises'

import type { Delivery, DeliveryHandler } from '@partner-ledger/core'
import type { CheckpointedHandler } from '@partner-ledger/core/store'

import { randomOf } from '../random.js'
import { checkpointed } from './observed-store.js'
import type { SubscriberPart } from './part.js'
import type { Handled } from '../record.js'
import type { Stage } from './stage.js'

/** How long a handler takes at the most, in ms. */
const workMs = 4

/** Handles a delivery by writing down that it does: so what was done and what is known to be done are the same. */
export const noting = ({ note }: Stage, part: SubscriberPart): DeliveryHandler => {
  const random = randomOf(part.seed, part.run)
  return async (delivery, { attempt }) => {
    const handled = handledOf(part, delivery)
    await note({ _tag: 'begun', ...handled })
    await setTimeout(random.below(workMs))
    if (attempt === 1 && isToFail(part, handled)) {
      await note({ _tag: 'failed', ...handled })
      throw new Error('this attempt fails')
    }
    await note({ _tag: 'completed', ...handled })
  }
}

/** Hands batches over to a handler that commits, and writes down what came of them. */
export const committing = (
  { pass, note }: Stage,
  part: SubscriberPart,
  handler: CheckpointedHandler<Delivery>,
): CheckpointedHandler<Delivery> => {
  const failed = new Set<string>()
  return {
    commit: async (deliveries, step) => {
      const handled = deliveries.map((delivery) => handledOf(part, delivery))
      for (const each of handled) await note({ _tag: 'begun', ...each })
      const culprit = handled.find((each) => isToFail(part, each) && !failed.has(each.id))
      if (culprit !== undefined) {
        failed.add(culprit.id)
        await note({ _tag: 'failed', ...culprit })
        throw new Error('this attempt fails')
      }
      const answer = await pass(() => handler.commit(deliveries, step))
      if (answer._tag === 'Left') return answer
      if (answer.right._tag === 'put') for (const each of handled) await note({ _tag: 'completed', ...each })
      await note(checkpointed(part.run, step, answer.right))
      return answer
    },
  }
}

const handledOf = ({ run }: SubscriberPart, delivery: Delivery): Omit<Handled, '_tag'> => {
  const { position } = delivery
  const [orgId, id] =
    delivery._tag === 'changed' ? [delivery.key.orgId, delivery.event.eventId] : [delivery.orgId, delivery._tag]
  return { run, tenant: String(orgId), position, id }
}

/** The same deliveries fail in every run. */
const isToFail = ({ failing, seed }: SubscriberPart, { id }: Pick<Handled, 'id'>): boolean =>
  failing > 0 && randomOf(seed, id).below(failing) === 0
