import { Temporal } from '@js-temporal/polyfill'

const zoned = (instant: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)

/** The zones of every kind of oddity, and some of none. */
export const oddZones = [
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Juneau',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Africa/Monrovia',
  'Antarctica/Casey',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Manila',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'UTC',
] as const

/**
 * The first instant from which the zone's calendar shows a later day than `date` for good, found by Temporal alone:
 * backwards, change by change, as long as only later days were shown. Temporal's changes begin in 1847.
 */
export const endByTemporal = (date: string, zone: string): number => {
  const day = Temporal.PlainDate.from(date)
  const next = day.add({ days: 1 }).toPlainDateTime()
  let after = day.add({ days: 3 }).toZonedDateTime(zone)
  for (;;) {
    const stretch = after.getTimeZoneTransition('previous') ?? zoned(Date.UTC(1847, 0, 1), zone)
    const shown = stretch.toPlainDateTime()
    if (Temporal.PlainDateTime.compare(shown, next) < 0) {
      const turn = stretch.add(shown.until(next, { largestUnit: 'hours' }))
      return Math.min(turn.epochMilliseconds, after.epochMilliseconds)
    }
    after = stretch
  }
}

/** Where Temporal lets the next day begin: the same, unless a clock was put back over midnight. */
export const nextDayByTemporal = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).startOfDay().epochMilliseconds

/** The day that the zone's calendar shows at an instant. */
export const dayByTemporal = (instant: number, zone: string): string => zoned(instant, zone).toPlainDate().toString()

/** The instants, from one to another, at which the zone's clock was changed. */
export const changesByTemporal = (zone: string, from: number, to: number): readonly number[] => {
  const changes: number[] = []
  let change = zoned(from, zone).getTimeZoneTransition('next')
  while (change !== null && change.epochMilliseconds < to) {
    changes.push(change.epochMilliseconds)
    change = change.getTimeZoneTransition('next')
  }
  return changes
}
