/**
 * What was forgiven: `derived` the event id was made from the content; `wrong-type` left out; `unsafe-number` digits are
 * lost, left out; `out-of-range` left out; `unread-date` a text that is no date, left out; `empty` a date of no text, left
 * out; `absent` events of this type state it, and this one does not; `number-as-text` read as text; `replaced-characters`
 * NUL and unpaired surrogates became U+FFFD; `repeated` stated more than once, and the inner, exact, last value was taken.
 */
export type WarningKind =
  | 'derived'
  | 'wrong-type'
  | 'unsafe-number'
  | 'out-of-range'
  | 'unread-date'
  | 'empty'
  | 'absent'
  | 'number-as-text'
  | 'replaced-characters'
  | 'repeated'

/** A flaw of an accepted body. It holds no value of the payload. */
export interface Warning {
  readonly kind: WarningKind
  /** Dotted, without the `attributes.` of the wrapped form. */
  readonly path: string
}

/** An event whose name the decoder does not know. */
export interface UnknownEvent {
  /** The event's name as it may be shown and counted; `*` where it is not 1 to 64 of `A-Z a-z 0-9 _`. */
  readonly name: string
  /** Whether it may speak of a partner program: by its name, or by a `partnerProgramId` anywhere in its `data`. */
  readonly isRelated: boolean
}
