import type { Answer } from '../../store/answer.js'
import type { IngestContext } from './ingest-context.js'

/** Does the work, and lets listeners hear of its facts only when the work is over, whatever comes of it. */
export const finishAfterwards = async <A>(
  context: IngestContext,
  work: (context: IngestContext) => Answer<A>,
): Answer<A> => {
  const ends: (() => void)[] = []
  const onAppendStart: IngestContext['onAppendStart'] = (orgId) => {
    const finish = context.onAppendStart(orgId)
    return (facts) => void ends.push(() => finish(facts))
  }
  try {
    return await work({ ...context, onAppendStart })
  } finally {
    for (const end of ends) end()
  }
}
