import { isLate, openPeriod, type Transition, transitions } from '@partner-ledger/core/membership'

import type { Tell } from '../transition-laws.js'

/** Lists of transitions that leave out, add, or mix up. */
const without =
  (left: Transition): Tell =>
  (...step) =>
    transitions(...step).filter((transition) => transition !== left)

export const missesTombstones: Tell = (before, after, event) =>
  before.events === 0 && openPeriod(after) === undefined ? [] : transitions(before, after, event)

export const missesTiers = without('tierChanged')
export const missesTerms = without('expiryChanged')
export const missesNumbers = without('membershipNumberChanged')
export const missesPrograms = without('programChanged')
export const missesReminders = without('reminded')
export const missesCorrections = without('corrected')
export const missesAnomalies = without('anomaly')

export const sortsByName: Tell = (...step) => transitions(...step).toSorted()

/** A re-link that tells of the values that it replaced as well. */
export const tellsTwice: Tell = (...step) =>
  transitions(...step).flatMap((transition) => (transition === 'relinked' ? [transition, 'tierChanged'] : [transition]))

export const correctsOnTime: Tell = (before, after, event) => {
  const told = transitions(before, after, event)
  return told.length === 0 && after.events > before.events && !isLate(before, event) ? ['corrected'] : told
}

/** Takes every Linked and every Reminder for news. */
export const tellsOfRepeats: Tell = (before, after, event) => {
  const told = transitions(before, after, event)
  if (told.length > 0 || before.events !== after.events) return told
  return event.type === 'partnerProgramLinked' ? ['relinked'] : []
}

/** Takes a part that is another object for a changed one: a replay, which makes every part anew, is told more. */
export const comparesObjects: Tell = (before, after, event) => {
  const told = transitions(before, after, event)
  return before.program === after.program ? told : [...new Set([...told, 'programChanged' as const])]
}
