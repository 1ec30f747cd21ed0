/**
 * The hook has as many listeners as `limits.listeners` allows. It is thrown in a `LedgerError`.
 * @remedy Remove listeners that are done (`off`, a signal, what `on` returned): most likely each request adds one.
 */
export interface TooManyListeners {
  readonly _tag: 'TooManyListeners'
  readonly retryable: false
  readonly hook: string
  readonly most: number
  readonly advice: string
}
