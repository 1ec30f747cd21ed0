import type { AnomalyKind, Membership } from '@partner-ledger/core/membership'

/** The anomalies of a membership as short text, `kind of event`: what a test compares. */
export const noted = ({ anomalies }: Membership): readonly string[] =>
  anomalies.map(({ kind, eventId }): `${AnomalyKind} of ${string}` => `${kind} of ${eventId}`)
