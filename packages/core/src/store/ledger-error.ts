/** What every failure is, as a value: recognised by its tag, and honest about whether a retry may help. */
export interface Failure {
  readonly _tag: string
  readonly retryable: boolean
}

/** The thrown form of a failure, for opening, `for await` and `orThrow`. Its message holds no value of an event. */
export class LedgerError<E extends Failure = Failure> extends Error {
  override readonly name = 'LedgerError'
  readonly error: E

  constructor(error: E) {
    super(textOf(error), 'cause' in error ? { cause: error.cause } : {})
    this.error = error
  }

  get retryable(): boolean {
    return this.error.retryable
  }
}

/** The tag, then what the failure says of itself: `CannotOpen: reason locked`. */
const textOf = ({ _tag, retryable: _, ...facts }: Failure): string => {
  const said = Object.entries(facts).flatMap(([name, fact]) =>
    typeof fact === 'string' || typeof fact === 'number' ? [`${name} ${fact}`] : [],
  )
  return said.length === 0 ? _tag : `${_tag}: ${said.join(', ')}`
}
