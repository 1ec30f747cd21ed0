/**
 * For each leaf codec, by its exported name: an expression of TypeScript that holds for a value that is read as it is, and
 * narrows its type. `isStorable` is a local of the generated function. A test holds each equal to the codec's `read`.
 * @type {Readonly<Record<string, (value: string) => string>>}
 */
export const unchanged = {
  id: (value) => `typeof ${value} === 'number' && Number.isSafeInteger(${value}) && ${value} >= 1`,
  eventId: (value) => `isEventId(${value})`,
  createdAt: (value) => `isCreatedAt(${value})`,
  name: (value) => `typeof ${value} === 'string'`,
  text: (value) => `typeof ${value} === 'string' && (isStorable || isStorableText(${value}))`,
  digits: (value) => `typeof ${value} === 'string' && (isStorable || isStorableText(${value}))`,
  dateText: (value) => `isBareDay(${value})`,
  instant: (value) => `${isKeptNumber(value)} && Math.abs(${value}) <= lastInstant`,
  wholeNumber: (value) => isKeptNumber(value),
  safeNumber: (value) => isKeptNumber(value),
  anyObject: (value) => `isObject(${value})`,
}

/**
 * A safe integer that is not −0.
 * @param {string} value
 */
const isKeptNumber = (value) =>
  `typeof ${value} === 'number' && Number.isSafeInteger(${value}) && (${value} !== 0 || 1 / ${value} > 0)`
