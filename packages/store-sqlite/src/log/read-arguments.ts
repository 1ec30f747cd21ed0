import type { Append, NewEvent, ReadonlyNonEmptyArray, Seen } from '@partner-ledger/core/store'

/*
 * Each argument is read once: what is checked is what is stored, also where the caller's object is a proxy or has getters, or
 * is changed while the call waits. Anything of another type than stated is left to the check as it is.
 */

export const readAppends = (appends: ReadonlyNonEmptyArray<Append>): ReadonlyNonEmptyArray<Append> =>
  Array.isArray(appends) ? ((appends as readonly Append[]).map(readAppend) as unknown as typeof appends) : appends

export const readSeen = (seen: Seen | undefined): Seen | undefined => {
  if (seen === undefined || !isRecord(seen)) return seen
  const { epoch, stream, version, id } = seen
  return id === undefined ? { epoch, stream, version } : { epoch, stream, version, id }
}

const readAppend = (append: Append | null | undefined): Append => {
  const { stream, expected, recordedAt, event: given } = append ?? ({} as Append)
  const event = isRecord(given) ? readEvent(given) : given
  return recordedAt === undefined ? { stream, expected, event } : { stream, expected, event, recordedAt }
}

const readEvent = ({ id, type, occurredAt, schema, facts, personal, body }: NewEvent): NewEvent => {
  const event: { -readonly [K in keyof NewEvent]: NewEvent[K] } = {
    id,
    type,
    occurredAt,
    schema,
    facts: isRecord(facts) ? { ...facts } : facts,
  }
  if (personal !== undefined) event.personal = isRecord(personal) ? { ...personal } : personal
  if (body !== undefined) event.body = body
  return event
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null
