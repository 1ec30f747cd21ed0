import type { Facts } from '../store/event.js'

/** Reads the members of a line; the first one that is not what it must be is the fault. */
export interface LineReader {
  fault: string | undefined
  has(name: string): boolean
  text(name: string): string
  whole(name: string): number
  flag(name: string): boolean
  facts(name: string): Facts
  bytes(name: string): Uint8Array
}

export const lineReader = (line: Readonly<Record<string, unknown>>): LineReader => {
  const read = <A>(name: string, expected: string, isOf: (value: unknown) => value is A, other: A): A => {
    const value = line[name]
    if (isOf(value)) return value
    found.fault ??= `${name}: ${expected}`
    return other
  }
  const found: LineReader = {
    fault: undefined,
    has: (name) => line[name] !== undefined,
    text: (name) => read(name, 'text', isText, ''),
    whole: (name) => read(name, 'a whole number', isWhole, 0),
    flag: (name) => read(name, 'true or false', isFlag, false),
    facts: (name) => read(name, 'an object of texts and whole numbers', isFacts, {}),
    bytes: (name) => Buffer.from(read(name, 'base64', isBase64, ''), 'base64'),
  }
  return found
}

/** The object that these bytes say in JSON; `undefined` where they say none. */
export const objectOf = (bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string => typeof value === 'string'
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isFacts = (value: unknown): value is Facts =>
  isObject(value) && Object.values(value).every((fact) => isText(fact) || isWhole(fact))
const isBase64 = (value: unknown): value is string =>
  isText(value) && Buffer.from(value, 'base64').toString('base64') === value
