import type { BodyText } from '../quarantine/body-text.js'
import { unescaped } from './unescaped.js'

/**
 * Whether a body holds this text, in any case. A text of digits must stand alone, so that it is no part of a longer
 * number; a phone number may stand after a country code, and with other marks between its digits.
 */
export const holdsText = (texts: readonly BodyText[], wanted: string): boolean =>
  texts.some(({ text }) => [text, unescaped(text)].some((read) => isIn(read, wanted.trim())))

const isIn = (text: string, wanted: string): boolean =>
  isPhone(wanted)
    ? holdsPhone(text, wanted.replace(/\D/g, ''))
    : /^\d+$/.test(wanted)
      ? standsAlone(text, wanted)
      : text.toLowerCase().includes(wanted.toLowerCase())

/** Seven digits or more, with the marks that people put between them. */
const isPhone = (text: string): boolean => /^\+?[\d\s().-]+$/.test(text) && text.replace(/\D/g, '').length >= 7

/** A country code has at most three digits, and two zeros or a plus sign may stand before it. */
const holdsPhone = (text: string, digits: string): boolean =>
  new RegExp(`(?<!\\d)(?:00)?\\d{0,3}${marks}${digits.split('').join(marks)}(?!\\d)`).test(text)

const marks = '[\\s().-]{0,3}'

const standsAlone = (text: string, digits: string): boolean => {
  for (const [run] of text.matchAll(/\d+/g)) if (run === digits) return true
  return false
}
