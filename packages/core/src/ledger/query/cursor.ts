import type { IndexKey } from '../../store/index/membership-index.js'

/** Where a page ended, and the `now` (ms since epoch) that all pages of one query share. */
export interface Cursor {
  readonly now: number
  readonly after: IndexKey
}

/** A text for the host to hand back; what is in it may change with any release. */
export const cursorText = ({ now, after }: Cursor): string =>
  [now, after.loyaltyProgramId, after.partnerProgramId, after.customerId].join('.')

/** The cursor of this text; `undefined` for a text that is none. */
export const cursorOf = (text: string): Cursor | undefined => {
  if (!/^-?\d{1,16}(\.\d{1,16}){3}$/.test(text)) return undefined
  const [now = 0, loyaltyProgramId = 0, partnerProgramId = 0, customerId = 0] = text.split('.').map(Number)
  return { now, after: { loyaltyProgramId, partnerProgramId, customerId } }
}
