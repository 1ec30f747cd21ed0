import type { ExpiryEdge, IndexKey, IndexQuery, IndexStep } from '@partner-ledger/core/store'

/** Copies, read once: a call that waits for a lock uses what it was given, whatever the caller does to it. */

export const ownStep = ({ from, to, foldVersion, rows }: IndexStep): IndexStep => ({
  from: { ...from },
  to: { ...to },
  foldVersion,
  rows: rows.map((row) => ({ ...row, anomalies: [...row.anomalies] })),
})

export const ownQuery = ({ expiresFrom, expiresBefore, lastsUntil, ...query }: IndexQuery): IndexQuery => ({
  ...query,
  ...(expiresFrom === undefined ? {} : { expiresFrom: ownEdge(expiresFrom) }),
  ...(expiresBefore === undefined ? {} : { expiresBefore: ownEdge(expiresBefore) }),
  ...(lastsUntil === undefined ? {} : { lastsUntil: ownEdge(lastsUntil) }),
})

export const ownKey = (key: IndexKey | undefined): IndexKey | undefined => (key === undefined ? undefined : { ...key })

const ownEdge = ({ instant, date, time }: ExpiryEdge): ExpiryEdge => ({ instant, date, time })
