/**
 * The name is none that this runtime's calendar data knows.
 * @remedy Use an IANA name such as `Asia/Kolkata` that the runtime knows.
 */
export interface UnknownZone {
  readonly _tag: 'UnknownZone'
  readonly retryable: false
  readonly name: string
}
