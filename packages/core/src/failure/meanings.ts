import type { LedgerFailure } from './ledger-failure.js'

// Made by `pnpm errors` from the docstrings of the failures. A change belongs there.

/** What each failure means, in the sentence with which `docs/errors.md` begins. */
export const meanings: Readonly<Record<LedgerFailure['_tag'], string>> = {
  ApplyRefused:
    "A projection's `apply` took its writes out of the transaction that they share with its checkpoint, which was not put.",
  CannotOpen: 'The store could not be opened, and nothing was changed.',
  CheckpointBeyondHead:
    'The checkpoint, or the position to start from, lies after the end of the log: the log lost events that were handled.',
  Corrupt: 'What is stored is not what was stored.',
  EpochChanged:
    'The log is not the one that the checkpoint was saved in: it was restored, or went back and grew again.',
  InvalidArgument: 'An argument breaks its rule, which is a mistake of the caller.',
  InvalidLine: 'A line is not of the format that `exportLog` writes.',
  InvalidOption: 'An option cannot be worked with.',
  Misconfigured: 'The store is set up in a way that waiting does not mend.',
  NoSuchParked: 'No delivery of this position is parked; it may have been redelivered or dismissed meanwhile.',
  OutcomeUnknown: 'The answer was lost: the events may be stored or not.',
  PoisonEvent: 'The handler failed at one delivery in each of its attempts.',
  ProjectionFailed: "The host's own projection threw at the event of this position; nothing after it was read.",
  ReadOnly: 'The store may be read, not written.',
  SourceFailed: "The host's source of bodies, or a callback of its own, threw.",
  StoreClosed: 'The store was closed before the call.',
  StoreFull: 'No room is left, on the disk or in a configured limit.',
  SubscriptionBusy:
    'Another process, or another subscription, holds this name until `until` (ms since epoch) at least.',
  SubscriptionNotActive: 'This subscription does not hold its name now: it waits for another process, or has ended.',
  TooLarge: 'A part is larger than a store may hold.',
  TooManyListeners: 'The hook has as many listeners as `limits.listeners` allows.',
  TruncatedExport: 'The export ends without its last line, so it was cut off.',
  Unavailable: 'The store cannot answer now (busy, a lost connection).',
  UndecodableWebhook: 'The body is no partner-program event.',
  UnknownZone: "The name is none that this runtime's calendar data knows.",
}
