import { createHash } from 'node:crypto'

import type { PartnerProgramEvent } from '../membership/event.js'
import { type ContentItem, recordedContent } from '../membership/recorded-content.js'

/**
 * The id of an event that was sent without one: the same for every delivery of the same fact, whatever its envelope.
 * The recipe is frozen and described in docs/derived-event-id.md; another one would need another prefix. The event's own
 * id, its personal parts and the time of its dispatch are no part of it.
 */
export const deriveEventId = (event: PartnerProgramEvent): string => {
  const list = recordedContent(event).map(prefixed).join('')
  return `d1:${createHash('sha256').update(list, 'utf8').digest('base64url')}`
}

/** `<bytes>:<text>,`, or `-,` for what is absent: no two lists read alike. */
const prefixed = (item: ContentItem): string => {
  if (item === undefined) return '-,'
  const text = String(item)
  return `${Buffer.byteLength(text)}:${text},`
}
