import type { HistoryEntry, IngestSummary, Ledger, Membership, Quarantined } from '@partner-ledger/core'
import { type Expiry, type FieldChange, openPeriod, type Tier } from '@partner-ledger/core/membership'

import { mostRows, table } from './table.js'

/** A body that could not be a fact, by its number in the file. */
export interface BodyApart {
  readonly body: number
  readonly receipt: Quarantined
}

export const summaryLine = ({ bodies, recorded, duplicates, quarantined, ignored, refused }: IngestSummary): string =>
  [
    `${bodies} bodies: ${recorded} recorded`,
    `${duplicates} duplicate`,
    `${quarantined} quarantined`,
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ].join(', ')

export const apartTable = (apart: readonly BodyApart[], count: number): string =>
  table(['body', 'reason', 'kind', 'path', 'expected'], {
    rows: apart
      .flatMap(({ body, receipt: { reason, issues } }) =>
        issues.length === 0
          ? [[String(body), reason, '', '', reason === 'mismatch' ? 'what its event id was first recorded with' : '']]
          : issues.map(({ kind, path, expected }) => [String(body), reason, kind, path || '(body)', expected]),
      )
      .slice(0, mostRows),
    more: count - apart.length,
  })

export const membershipTable = (memberships: readonly Membership[], count: number, ledger: Ledger): string =>
  table(['org', 'program', 'partner program', 'customer', 'link', 'tier', 'expiry', 'events', 'anomalies'], {
    more: count - memberships.length,
    rows: memberships.map((membership) => {
      const { key, program, events, anomalies } = membership
      const { link, tier } = ledger.standing(membership)
      const open = openPeriod(membership)
      return [
        String(key.orgId),
        String(key.loyaltyProgramId),
        `${key.partnerProgramId} ${program.name?.trim() ?? ''}`,
        String(key.customerId),
        link,
        open?.tier === undefined ? '' : `${tierText(open.tier)} (${tier ?? ''})`,
        expiryText(open?.expiry),
        String(events),
        anomalies.map(({ kind }) => kind).join(', '),
      ]
    }),
  })

export const timelineTable = (entries: readonly HistoryEntry[]): string =>
  table(['occurred', 'arrived', 'event', 'what it changed', 'anomalies'], {
    more: Math.max(0, entries.length - mostRows),
    rows: entries
      .slice(0, mostRows)
      .map(({ event, version, changes, anomalies }) => [
        new Date(event.occurredAt).toISOString(),
        String(version),
        event.type,
        changes.map(changeText).join('; '),
        anomalies.join(', '),
      ]),
  })

const changeText = (change: FieldChange): string => {
  switch (change.field) {
    case 'link':
      return change.after?.end ?? `linked (${change.after?.certainty ?? ''})`
    case 'tier':
      return `tier ${change.after === undefined ? 'none' : tierText(change.after)}`
    case 'expiry':
      return `expiry ${expiryText(change.after) || 'none'}`
    case 'membershipNumber':
      return 'membership number'
    case 'program':
      return `program ${change.after?.name?.trim() ?? ''} ${change.after?.type ?? ''}`.trimEnd()
    case 'reminder':
      return `reminded of ${change.after?.scheduledExpiryDate ?? 'no date'}`
  }
}

const tierText = ({ number, expiry }: Tier): string =>
  [number === undefined ? 'unnumbered' : String(number), expiryText(expiry)].filter(Boolean).join(' until ')

const expiryText = (expiry: Expiry | undefined): string =>
  expiry?.instant === undefined ? (expiry?.date ?? '') : new Date(expiry.instant).toISOString()
