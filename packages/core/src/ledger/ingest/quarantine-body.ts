import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { storeLimits } from '../../store/limits.js'
import type { Classified, Delivery, Unknown } from './classify.js'
import type { IngestContext } from './ingest-context.js'
import type { Receipt } from './receipt.js'

/** Keeps, notes, ignores or refuses a body that cannot be a fact, as the host chose. */
export const quarantineBody = (context: IngestContext, classified: Exclude<Classified, Delivery>): Answer<Receipt> => {
  switch (classified._tag) {
    case 'Oversized':
      return Promise.resolve(right(refuse(context)))
    case 'Unknown':
      return quarantineUnknown(context, classified)
    case 'Rejected':
      return context.quarantine.keep(classified)
  }
}

const refuse = ({ counters, logger }: IngestContext): Receipt => {
  counters.refused()
  logger({ level: 'warn', code: 'refused-too-large', maxBytes: storeLimits.bodyBytes })
  return { _tag: 'Refused', reason: 'too-large', maxBytes: storeLimits.bodyBytes }
}

const quarantineUnknown = async (context: IngestContext, unknown: Unknown): Answer<Receipt> => {
  const { counters, quarantine, unknownEvents } = context
  const { name, isRelated } = unknown.event
  counters.unknownEvent(name)
  if (unknownEvents === 'note') {
    const noted = await quarantine.note(unknown.body, name)
    return noted._tag === 'Left' ? noted : right(ignore(context))
  }
  if (unknownEvents === 'ignore' || (unknownEvents === 'related' && !isRelated)) return right(ignore(context))
  const kept = await quarantine.keep(unknown)
  // Events of other names never hold up the four: without room for them they are counted.
  return kept._tag === 'Left' && kept.left._tag === 'StoreFull' ? right(ignore(context)) : kept
}

const ignore = ({ counters }: IngestContext): Receipt => {
  counters.ignored()
  return { _tag: 'Ignored', reason: 'unknown-event' }
}
