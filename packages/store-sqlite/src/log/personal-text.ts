import type { Facts } from '@partner-ledger/core/store'

/**
 * The personal values of an event as one text: a list of JSON with the membership number and an object of all others, then,
 * on a line of its own, the customer as it was given, which is long and seldom read.
 */
export const personalText = (personal: Facts): string => {
  const { membershipNumber, customer, ...others } = personal
  const hasOthers = Object.keys(others).length > 0
  const isPlaced = customer === undefined || typeof customer === 'string'
  const rest = isPlaced ? (hasOthers ? [others] : []) : [{ ...others, customer }]
  const head = membershipNumber === undefined && rest.length === 0 ? [] : [membershipNumber ?? null, ...rest]
  return typeof customer === 'string' ? `${JSON.stringify(head)}\n${customer}` : JSON.stringify(head)
}

/** The values of a text that matches its checksum. */
export const personalIn = (text: string): Facts => {
  const end = text.indexOf('\n')
  const [membershipNumber = null, others = {}] = JSON.parse(end === -1 ? text : text.slice(0, end)) as Head
  const personal: Record<string, string | number> = { ...others }
  if (membershipNumber !== null) personal['membershipNumber'] = membershipNumber
  if (end !== -1) personal['customer'] = text.slice(end + 1)
  return personal
}

type Head = readonly [membershipNumber?: string | number | null, others?: Facts]
