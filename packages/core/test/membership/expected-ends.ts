type Values = Record<string, unknown>

/** An end as the design writes it: `{ date?, time?, instant? }` or `{ unknown: true }`. */
export type End = Values | undefined

const hour = 3_600_000

const midnight = (date: unknown): number => Date.parse(`${String(date)}T00:00:00Z`)

/** The end that fields of this name state. */
export const endIn = (fields: Values, name: string): End => {
  const millis = fields[`${name}DateInMillis`]
  const instant = typeof millis === 'number' && Math.abs(millis) <= 8.64e15 ? { instant: millis } : {}
  if (typeof fields[`${name}Date`] === 'string')
    return {
      date: fields[`${name}Date`],
      ...(fields[`${name}Time`] === undefined ? {} : { time: fields[`${name}Time`] }),
      ...instant,
    }
  if ('instant' in instant) return instant
  return fields[`${name}Unread`] === true ? { unknown: true } : undefined
}

/** Equal by value; unknown equals nothing. */
export const equal = (a: End, b: End): boolean =>
  a !== undefined && b !== undefined && !a['unknown'] && !b['unknown'] && text(a) === text(b)

const text = ({ date, time, instant }: Values): string => JSON.stringify([date ?? null, time ?? null, instant ?? null])

/** The rule of agreement, by what each side counts with: its instant if it has one, its date otherwise. */
export const agreeing = (announced: End, stated: End): boolean => {
  if (announced === undefined || stated === undefined || stated['unknown'] === true) return false
  const sides = [announced, stated].map((end) => end['instant'] ?? end['date'])
  const instants = sides.filter((side) => typeof side === 'number')
  const dates = sides.filter((side) => typeof side === 'string')
  if (dates.length === 2) return dates[0] === dates[1]
  if (dates.length === 0) return Math.abs(Number(instants[0]) - Number(instants[1])) <= 24 * hour
  const past = Number(instants[0]) - midnight(dates[0])
  return past >= -14 * hour && past <= 36 * hour
}

/** Whether a term had surely run out everywhere at this time. */
export const hadRunOut = (end: End, at: number): boolean => {
  if (end === undefined || end['unknown'] === true) return false
  return at >= Number(end['instant'] ?? midnight(end['date']) + 36 * hour)
}
