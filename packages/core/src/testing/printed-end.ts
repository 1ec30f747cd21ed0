/** The forms in which vendors print an end: days, times of day, instants, nothing, and what cannot be read. */
const forms: readonly ((date: string) => string)[] = [
  (date) => date,
  (date) => `${date} 00:00:00`,
  (date) => `${date} 18:30:00.0`,
  (date) => `${date}T09:15:00`,
  (date) => `${date}T00:00:00Z`,
  (date) => `${date}T23:59:59.000+0530`,
  () => '',
  () => 'end of the season',
]

/**
 * The fields that state an end of this day in one of the forms, chosen by a number from 0 to 1; `name` is the part of the
 * fields' names before `Date`. Some state milliseconds beside the text, where `hasMillis` allows them.
 */
export const printedEnd = (name: string, date: string, chance: number, hasMillis: boolean): Record<string, unknown> => {
  const index = Math.floor(chance * forms.length * 2)
  const text = forms[index % forms.length]?.(date) ?? date
  return {
    [`${name}Date`]: text,
    ...(hasMillis && index >= forms.length && index % 3 !== 0 ? { [`${name}DateInMillis`]: Date.parse(date) } : {}),
  }
}
