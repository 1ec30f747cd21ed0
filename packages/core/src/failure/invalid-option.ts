/**
 * An option cannot be worked with. It is thrown at once, in a `LedgerError`.
 * @remedy Mend the option that is named; nothing was opened.
 */
export interface InvalidOption {
  readonly _tag: 'InvalidOption'
  readonly retryable: false
  readonly option: string
  readonly expected: string
}

/** `InvalidOption`: what the option must be. */
export const invalidOption = (option: string, expected: string): InvalidOption => ({
  _tag: 'InvalidOption',
  retryable: false,
  option,
  expected,
})
