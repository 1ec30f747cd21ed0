/**
 * A line is not of the format that `exportLog` writes. What came before it is stored; the line is not.
 * @remedy Mend the line that is named (1 is the first, blank ones aside), or export again; then import from the start.
 */
export interface InvalidLine {
  readonly _tag: 'InvalidLine'
  readonly retryable: false
  readonly line: number
  readonly expected: string
}

/**
 * The export ends without its last line, so it was cut off. What it has is stored, and is not known to be all.
 * @remedy Import the whole export; what is stored already is a duplicate.
 */
export interface TruncatedExport {
  readonly _tag: 'TruncatedExport'
  readonly retryable: false
  readonly lines: number
}
