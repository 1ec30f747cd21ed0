import { type Check, checksOf } from '../check.js'
import { holds } from '../expectation.js'
import { capabilities, declinesOf, networkCapabilities } from '../subject.js'

export const subjectChecks: readonly Check[] = checksOf('subject', [
  {
    sentence: 'every capability is offered, or declined with a reason',
    title: 'each capability is either offered or declined, and a reason is some words',
    run: async ({ store, subject }) => {
      const declines = declinesOf(subject)
      for (const capability of capabilities) {
        const reason = declines[capability]
        const offered = store[capability] !== undefined
        const stated = subject.declines?.[capability] !== undefined
        holds(offered || reason !== undefined, `${capability} is neither offered nor declined`)
        holds(!(offered && stated), `${capability} is both offered and declined`)
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
  {
    sentence: 'a store on a network declines nothing that a network does to it',
    title:
      'lost answers, lost connections, a server that hangs or is read-only, a full pool and a lost quorum are offered',
    run: async ({ subject: { networked, durability, declines = {} } }) => {
      const needed = networked === true ? [...networkCapabilities, 'loseAnswers' as const] : []
      for (const capability of [...needed, ...(durability === 'quorum' ? (['loseQuorum'] as const) : [])])
        holds(declines[capability] === undefined, `${capability} cannot be declined: ${declines[capability]}`)
    },
  },
])
