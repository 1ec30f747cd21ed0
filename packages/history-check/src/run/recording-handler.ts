import { setTimeout } from 'node:timers/promises'

import type { Delivery, DeliveryHandler } from '@partner-ledger/core'
import type { CheckpointedHandler } from '@partner-ledger/core/store'

import { randomOf } from '../random.js'
import type { Handled } from '../record.js'
import type { Environment } from './environment.js'
import type { SubscriberJob } from './job.js'
import { checkpointed } from './observed-store.js'

/** The longest time that a handler takes, in ms. */
const maxWorkMs = 4

/** Handles a delivery by recording it: effect and record are one, so a kill cannot come between them. */
export const recordingHandler = ({ write }: Environment, job: SubscriberJob): DeliveryHandler => {
  const random = randomOf(job.seed, job.process)
  return async (delivery, { attempt }) => {
    const handled = handledOf(job, delivery)
    await write({ _tag: 'begun', ...handled })
    await setTimeout(random.below(maxWorkMs))
    if (attempt === 1 && mustFail(job, handled)) {
      await write({ _tag: 'failed', ...handled })
      throw new Error('this attempt fails')
    }
    await write({ _tag: 'completed', ...handled })
  }
}

/** Wraps a checkpointed handler, and records the outcome of each batch. */
export const recordingProjection = (
  { request, write }: Environment,
  job: SubscriberJob,
  handler: CheckpointedHandler<Delivery>,
): CheckpointedHandler<Delivery> => {
  const failed = new Set<string>()
  return {
    commit: async (deliveries, step) => {
      const handled = deliveries.map((delivery) => handledOf(job, delivery))
      for (const each of handled) await write({ _tag: 'begun', ...each })
      const failing = handled.find((each) => mustFail(job, each) && !failed.has(each.id))
      if (failing !== undefined) {
        failed.add(failing.id)
        await write({ _tag: 'failed', ...failing })
        throw new Error('this attempt fails')
      }
      const answer = await request(() => handler.commit(deliveries, step))
      if (answer._tag === 'Left') return answer
      if (answer.right._tag === 'put') for (const each of handled) await write({ _tag: 'completed', ...each })
      await write(checkpointed(job.process, step, answer.right))
      return answer
    },
  }
}

const handledOf = ({ process }: SubscriberJob, delivery: Delivery): Omit<Handled, '_tag'> => {
  const { position } = delivery
  const [orgId, id] =
    delivery._tag === 'changed' ? [delivery.key.orgId, delivery.event.eventId] : [delivery.orgId, delivery._tag]
  return { process, tenant: String(orgId), position, id }
}

/** The same deliveries fail in every process. */
const mustFail = ({ failEvery, seed }: SubscriberJob, { id }: Pick<Handled, 'id'>): boolean =>
  failEvery > 0 && randomOf(seed, id).below(failEvery) === 0
