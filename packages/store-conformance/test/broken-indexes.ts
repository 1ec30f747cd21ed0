import {
  emptyIndex,
  type IndexQuery,
  type IndexRow,
  type IndexStep,
  type MembershipIndex,
  right,
  type Tenant,
} from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'

import type { IndexClause } from '../src/index-promises.js'
import type { PartSubject } from '../src/part-conformance.js'
import { type Notices, subjectOf } from './index-subject.js'

/** An index that breaks one promise, and which one. */
export interface BrokenIndex {
  readonly breaks: IndexClause
  readonly subject: PartSubject
}

const broken = (
  breaks: IndexClause,
  name: string,
  change: (index: MembershipIndex) => Partial<MembershipIndex>,
): BrokenIndex => ({ breaks, subject: subjectOf(name, (index) => ({ ...index, ...change(index) })) })

/** Without one condition, whatever it says. */
const ignoring = (condition: keyof IndexQuery): BrokenIndex =>
  broken('I4', `ignores ${condition}`, (index) => ({
    find: (tenant, query, after, limit) => {
      const { [condition]: _, ...rest } = query
      return index.find(tenant, rest, after, limit)
    },
  }))

/** Every row, changed on its way out of `find`. */
const finding = (
  breaks: IndexClause,
  name: string,
  change: (rows: readonly IndexRow[], limit: number) => readonly IndexRow[],
): BrokenIndex =>
  broken(breaks, name, (index) => ({
    find: async (tenant, query, after, limit) => {
      const found = await index.find(tenant, query, after, limit)
      return found._tag === 'Left' ? found : right({ ...found.right, rows: change(found.right.rows, limit) })
    },
  }))

/** The step, with what the index stands at in the place of where it begins. */
const onto = async (index: MembershipIndex, tenant: Tenant, step: IndexStep): Promise<IndexStep> => {
  const state = await index.stand(tenant)
  if (state._tag === 'Left') return step
  const { stand } = state.right
  const position = Math.max(step.to.position, stand.position + 1)
  return { ...step, from: stand, to: { ...step.to, position }, foldVersion: stand.foldVersion || step.foldVersion }
}

const noticing: Notices = { 'flip-row': true, 'drop-row': true, 'move-mark': true }

export const brokenIndexes: readonly BrokenIndex[] = [
  broken('I1', 'applies a step that is not next', (index) => ({
    apply: async (tenant, step) => {
      const next = await onto(index, tenant, step)
      return index.apply(tenant, { ...next, foldVersion: step.foldVersion })
    },
  })),
  broken('I1', 'ignores the version of the fold', (index) => ({
    apply: async (tenant, step) => {
      const { foldVersion } = await onto(index, tenant, step)
      return index.apply(tenant, { ...step, foldVersion })
    },
  })),
  broken('I1', 'stores the rows of a step that is behind', (index) => ({
    apply: async (tenant, step) => {
      const applied = await index.apply(tenant, step)
      if (applied._tag === 'Right' && applied.right === 'applied') return applied
      const stored = await index.apply(tenant, await onto(index, tenant, step))
      return stored._tag === 'Left' ? stored : applied
    },
  })),
  broken('I2', 'tells every racer that it won', (index) => ({
    apply: async (tenant, step) => {
      const applied = await index.apply(tenant, step)
      return applied._tag === 'Right' ? right('applied') : applied
    },
  })),
  broken('I3', 'keeps the first row of a stream', (index) => ({
    apply: async (tenant, step) => {
      const known = await index.get(
        tenant,
        step.rows.map(({ stream }) => stream),
      )
      const streams = new Set(known._tag === 'Right' ? known.right.rows.map(({ stream }) => stream) : [])
      return index.apply(tenant, { ...step, rows: step.rows.filter(({ stream }) => !streams.has(stream)) })
    },
  })),
  broken('I3', 'forgets the personal text', (index) => ({
    apply: (tenant, step) => index.apply(tenant, { ...step, rows: step.rows.map(({ personal: _, ...row }) => row) }),
  })),
  ...(
    [
      'customerId',
      'loyaltyProgramId',
      'partnerProgramId',
      'open',
      'tier',
      'membershipNumber',
      'remindedNotRenewed',
      'endUnknown',
      'anomaly',
      'expiresFrom',
      'expiresBefore',
      'lastsUntil',
    ] as const
  ).map(ignoring),
  broken('I4', 'compares the date although an instant is there', (index) => ({
    find: async (tenant, query, after, limit) => {
      const { expiresBefore, ...rest } = query
      const found = await index.find(tenant, rest, after, limit)
      if (found._tag === 'Left' || expiresBefore === undefined) return found
      const isBefore = ({ expiryDate }: IndexRow): boolean =>
        expiryDate !== undefined && expiryDate < expiresBefore.date
      return right({ ...found.right, rows: found.right.rows.filter(isBefore) })
    },
  })),
  finding('I5', 'orders numbers as texts', (rows) =>
    rows.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0)),
  ),
  finding('I5', 'gives a page one row short', (rows, limit) => (rows.length === limit ? rows.slice(0, -1) : rows)),
  broken('I5', 'begins a page at its place, not after it', (index) => ({
    find: (tenant, query, after, limit) =>
      index.find(tenant, query, after && { ...after, customerId: after.customerId - 1 }, limit),
  })),
  broken('I6', 'counts what is delinked as ended', (index) => ({
    count: async (tenant, query, edge) => {
      const counts = await index.count(tenant, query, edge)
      return counts._tag === 'Left'
        ? counts
        : right({
            ...counts.right,
            counts: counts.right.counts.map((one) => ({ ...one, ended: !one.open || one.ended })),
          })
    },
  })),
  broken('I7', 'loses the stand but not the rows at a clear', (index) => {
    const lost = new Set<string>()
    return {
      clear: (tenant) => {
        lost.add(tenant)
        return Promise.resolve(right(undefined))
      },
      stand: (tenant) => (lost.has(tenant) ? Promise.resolve(right({ stand: emptyIndex })) : index.stand(tenant)),
    }
  }),
  broken('I7', 'clears every tenant', (index) => {
    const known = new Set<string>()
    return {
      apply: (tenant, step) => {
        known.add(tenant)
        return index.apply(tenant, step)
      },
      clear: async (tenant) => {
        const cleared = await Promise.all([...known, tenant].map((one) => index.clear(one)))
        return cleared.find(({ _tag }) => _tag === 'Left') ?? right(undefined)
      },
    }
  }),
  broken('I8', 'takes tenants for one another by case', (index) => ({
    stand: (tenant) => index.stand(tenant.toLowerCase()),
    apply: (tenant, step) => index.apply(tenant.toLowerCase(), step),
    get: (tenant, streams) => index.get(tenant.toLowerCase(), streams),
    find: (tenant, query, after, limit) => index.find(tenant.toLowerCase(), query, after, limit),
  })),
  {
    breaks: 'I9',
    subject: {
      name: 'keeps an index a handle',
      open: async () => ({ handle: async () => memoryStore(), dispose: async () => {} }),
    },
  },
  broken('I10', 'takes any limit', (index) => ({
    find: (tenant, query, after, limit) =>
      index.find(tenant, query, after, Number.isInteger(limit) ? Math.min(Math.max(limit, 1), 10_000) : 1),
  })),
  ...(
    [
      ['has no sums of its rows', 'flip-row'],
      ['does not notice that a row is missing', 'drop-row'],
      ['believes a mark that was moved', 'move-mark'],
    ] as const
  ).map(
    ([name, kind]): BrokenIndex => ({
      breaks: 'I11',
      subject: subjectOf(name, (index) => index, { ...noticing, [kind]: false }),
    }),
  ),
]

const textOf = (row: IndexRow): string => [row.loyaltyProgramId, row.partnerProgramId, row.customerId].join()
