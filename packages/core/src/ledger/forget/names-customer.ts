import type { BodyText } from '../quarantine/body-text.js'
import { jsonPlaces } from './json-places.js'
import { unescaped } from './unescaped.js'

/**
 * The numbers by which a body may name customers. Where it parses: those at places that name a customer, as number, text
 * or exponent. Where it does not: those that stand alone, wherever.
 */
export const customersNamed = (texts: readonly BodyText[]): ReadonlySet<number> => {
  const found = new Set<number>()
  for (const { text, json } of texts) {
    if (json === undefined) addStandingAlone(found, text)
    else
      for (const { key, parent, value } of jsonPlaces(text)) if (isCustomerPlace(key, parent)) addNumber(found, value)
  }
  return found
}

/** `customerId`, `userId`, `victim…`, `survivor…`, an entity's id, and an `id` or `value` beneath a customer or user; or the root. */
const isCustomerPlace = (key: string, parent: string): boolean => {
  const [name, within] = [plain(key), plain(parent)]
  if (name === '' && within === '') return true
  if (name === 'entityid' || /(customer|user|victim|survivor|member)\w*ids?$/.test(name)) return true
  if (/^(customer|customers|user|users|victim|survivor)$/.test(name)) return true
  return /^(id|ids|value)$/.test(name) && /(customer|user|victim|survivor)/.test(within)
}

const plain = (key: string): string => key.replace(/[\s_-]/g, '').toLowerCase()

/** Digits that are part of a word, of a longer number, or of a date are another number. */
const addStandingAlone = (found: Set<number>, text: string): void => {
  for (const read of [text, unescaped(text)])
    for (const [digits] of read.matchAll(/(?<![\w.]|\d[-:/])\d[\d.]*(?:[eE][+-]?\d+)?(?![\w]|[-:/]\d)/g))
      addNumber(found, digits)
}

const addNumber = (found: Set<number>, text: string): void => {
  const trimmed = text.trim()
  if (/^\+?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(trimmed)) found.add(Number(trimmed))
}
