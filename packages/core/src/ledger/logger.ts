/** One line for the host's log: a code, and facts that hold nothing personal and no value of a body. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  readonly code: string
  readonly [fact: string]: string | number | boolean | undefined
}

/** Receives what no call returns. It must not throw; what it throws is dropped. */
export type Logger = (entry: LogEntry) => void

/** A logger that a throwing one cannot get out of. */
export const quietly =
  (logger: Logger | undefined): Logger =>
  (entry) => {
    try {
      const said: unknown = logger?.(entry)
      // A promise of another realm is none of this one's.
      if (typeof said === 'object' && said !== null && 'then' in said) Promise.resolve(said).catch(() => {})
    } catch {
      // A log that fails has nowhere to say so.
    }
  }
