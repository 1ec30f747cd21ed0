/** Local time less UTC, in ms, at an instant (ms since epoch). */
export type OffsetAt = (instant: number) => number

const offsetReaders = new Map<string, OffsetAt>()

/** Reads the offsets of the zone of this IANA name, as this runtime's calendar data has them. */
export const offsetIn = (name: string): OffsetAt => {
  const known = offsetReaders.get(name)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const read: OffsetAt = (instant) => {
    const second = Math.floor(instant / 1000) * 1000
    return localAsUtc(format.formatToParts(second)) - second
  }
  offsetReaders.set(name, read)
  return read
}

const localAsUtc = (parts: readonly Intl.DateTimeFormatPart[]): number => {
  const read = (type: Intl.DateTimeFormatPartTypes): string | undefined =>
    parts.find((part) => part.type === type)?.value
  const year = read('era')?.startsWith('B') ? 1 - Number(read('year')) : Number(read('year'))
  const local = new Date(0)
  local.setUTCFullYear(year, Number(read('month')) - 1, Number(read('day')))
  return local.setUTCHours(Number(read('hour')), Number(read('minute')), Number(read('second')))
}
