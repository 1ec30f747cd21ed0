import { type Check, checksOf } from '../check.js'
import { holds } from '../expectation.js'
import { capabilities } from '../subject.js'

export const subjectChecks: readonly Check[] = checksOf('subject', [
  {
    sentence: 'every capability is offered, or declined with a reason',
    title: 'each capability is either offered or declined, and a reason is some words',
    run: async ({ store, subject: { declines = {} } }) => {
      for (const capability of capabilities) {
        const reason = declines[capability]
        const offered = store[capability] !== undefined
        holds(offered || reason !== undefined, `${capability} is neither offered nor declined`)
        holds(!(offered && reason !== undefined), `${capability} is both offered and declined`)
        holds(reason === undefined || reason.trim().length > 7, `${capability} is declined without a reason`)
      }
    },
  },
  {
    sentence: 'every capability is offered, or declined with a reason',
    title: 'a store that declares a durability can be opened again and states what is in force',
    run: async ({ store, subject: { durability } }) => {
      if (durability === 'none') return
      holds(store.reopen !== undefined, `a store of durability ${durability} cannot decline reopen`)
      holds(
        store.durabilityInForce !== undefined,
        `a store of durability ${durability} cannot decline durabilityInForce`,
      )
    },
  },
])
