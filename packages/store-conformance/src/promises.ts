/**
 * What a store promises, clause by clause, a sentence at a time. `port` is what the docstrings of EventStore add;
 * `subject` is what the kit asks of whoever describes a store to it. Every sentence has a check that names it.
 */
export const promises = {
  subject: [
    'every capability is offered, or declined with a reason',
    'a store on a network declines nothing that a network does to it',
  ],
  P1: ['an event is visible whole or not at all'],
  P2: [
    'of concurrent appends with one expected version exactly one is appended',
    'the others are conflict with a version that was true',
  ],
  P3: [
    'an id known in this stream is answered duplicate, with the first event of that id',
    'a known id is answered before the version is looked at',
    'a known id is known for ever',
    'a known id is known also when racing',
    'a duplicate stores nothing',
    'whether it is the same fact is not the business of the store',
    'the same id in another stream is another event',
  ],
  P4: ['appended resolves after the declared level of durability'],
  P5: [
    'positions of a tenant grow in commit order',
    'positions agree with versions, which are 1, 2, 3',
    'recordedAt is the clock of the store, raised to the last one of the tenant',
    'appended says the recordedAt that reads give',
  ],
  P6: ['once a reader was given a position, no event at or below it appears later'],
  P7: ['after append resolves, every later read through any handle sees it'],
  P8: [
    'readAll gives an exact suffix in bounded pages',
    'more is true where events follow the page, and only there',
    'a page ends before it grows beyond 8 MiB, and has one event at the least',
    'a read leaves nothing open between pages',
  ],
  P9: [
    'the outcomes of a call are in order and independent',
    'arguments are checked first, and nothing of a bad call is stored',
    'a Left that is not OutcomeUnknown means that nothing was stored',
    'under OutcomeUnknown, repeating the call is safe',
  ],
  P10: ['no call for one tenant sees the data of another'],
  P11: [
    'after forget, no read gives personal parts or bodies up to that version',
    'forgetting leaves facts, versions and positions as they were',
    'forgetting can be repeated, also after a crash',
    'forgetting leaves no bytes at rest',
  ],
  P12: ['any text without NUL and unpaired surrogates makes an exact round trip as tenant, stream and id'],
  P13: ['close is idempotent', 'calls accepted before close are settled by it', 'calls after close give StoreClosed'],
  P14: [
    'what comes back is what went in',
    'what was damaged comes back as Corrupt, or as it went in',
    'what is missing is noticed',
  ],
  P15: [
    'every call is answered within the stated time',
    'a call that was answered as Unavailable never runs',
    'a lost connection is a value, never an uncaught error, and later calls work',
  ],
  P16: [
    'seen that differs in epoch, version or id is stale, and nothing is stored',
    'a call whose seen agrees with the log is carried out like any other',
    'epoch and head of each answer are those of its snapshot',
    'at is the id of the event after which a page begins, and absent where no event is',
  ],
  port: [
    'the epoch is the same through every handle and after a restart',
    'tenants are listed once each with their head, by code unit, in bounded pages',
    'streams are listed by prefix, once each with their version, in one order, in bounded pages',
    'head and body answer for what is not there',
    'reads refuse arguments outside their rules',
    'onAppend disturbs nobody, and its end is idempotent',
    'an append of another process wakes within the time that is stated, unless wakes are declined',
  ],
} as const

/** The name of a group of promises. */
export type Clause = keyof typeof promises

/** The words of one promise of a clause. */
export type Sentence<C extends Clause = Clause> = C extends Clause ? (typeof promises)[C][number] : never

/** Every clause, in the order in which they are checked. */
export const clauses = Object.keys(promises) as readonly Clause[]
