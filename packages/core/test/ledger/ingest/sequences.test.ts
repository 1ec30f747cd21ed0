import { existsSync, readFileSync } from 'node:fs'

import { type Ledger, orThrow, type Receipt } from '@partner-ledger/core'
import { describe, expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { allOrders } from '../orders.js'
import { type StoreKind, storeKinds } from '../stores.js'

/** Bodies in order of arrival, what becomes of each, and the link of each `org/customer/loyaltyProgram/partnerProgram`. */
interface Sequence {
  readonly id: string
  readonly steps: readonly unknown[]
  readonly outcomes: readonly string[]
  readonly final: Readonly<Record<string, 'linked' | 'delinked'>>
  /** Whether the final state is the same for every order of arrival. */
  readonly permute?: boolean
}

interface Materialised {
  readonly loadSequences: () => readonly Pick<Sequence, 'id' | 'steps'>[]
  readonly loadManifest: () => { readonly sequences: readonly Omit<Sequence, 'steps'>[] }
}

const linesOf = (file: URL): readonly string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean)

const own = linesOf(new URL('../../corpus-sequences/sequences.ndjson', import.meta.url)).map(
  (line) => JSON.parse(line) as Sequence,
)

const loader = new URL('../../../../../../shared/badinput/materialise.mjs', import.meta.url)

const loadShared = async (): Promise<readonly Sequence[]> => {
  const { loadSequences, loadManifest } = (await import(loader.href)) as Materialised
  const steps = new Map(loadSequences().map((sequence) => [sequence.id, sequence.steps]))
  return loadManifest().sequences.map((told) => ({ ...told, steps: steps.get(told.id) ?? [] }))
}

const bodyOf = (step: unknown): string => (typeof step === 'string' ? step : JSON.stringify(step))

const outcomeOf = (receipt: Receipt): readonly string[] => {
  if (receipt._tag === 'Recorded') return ['appended']
  if (receipt._tag === 'Duplicate') return ['duplicate']
  if (receipt._tag !== 'Quarantined') return [receipt._tag]
  return receipt.reason === 'mismatch' ? ['conflict'] : receipt.issues.map(({ kind }) => `reject:${kind}`)
}

const finalOf = async (ledger: Ledger, { final }: Sequence): Promise<Readonly<Record<string, unknown>>> => {
  const links: Record<string, string> = {}
  const memberships: Record<string, string> = {}
  for (const name of Object.keys(final)) {
    const [orgId = 0, customerId = 0, loyaltyProgramId = 0, partnerProgramId = 0] = name.split('/').map(Number)
    const membership = await orThrow(ledger.membership({ orgId, customerId, loyaltyProgramId, partnerProgramId }))
    const last = membership.periods.at(-1)
    links[name] = last === undefined ? 'absent' : last.end === undefined ? 'linked' : 'delinked'
    memberships[name] = JSON.stringify(membership)
  }
  return { links, memberships }
}

const hold = async (sequence: Sequence, open: StoreKind['open']): Promise<void> => {
  const bodies = sequence.steps.map(bodyOf)
  const { ledger } = ledgerOver(open())
  const receipts = await ingestAll(ledger, bodies)
  expect(receipts).toHaveLength(sequence.outcomes.length)
  for (const [index, receipt] of receipts.entries()) expect(outcomeOf(receipt)).toContain(sequence.outcomes[index])
  const final = await finalOf(ledger, sequence)
  expect(final).toMatchObject({ links: sequence.final })
  if (sequence.permute !== true) return
  for (const order of allOrders(bodies)) {
    const other = ledgerOver(open()).ledger
    await ingestAll(other, order)
    expect(await finalOf(other, sequence)).toEqual(final)
  }
}

test('there are sequences, and some of them in every order', () => {
  expect(own.length).toBeGreaterThan(20)
  expect(own.filter(({ permute }) => permute === true).length).toBeGreaterThan(10)
})

test('a sequence with a wrong outcome, a wrong end or an order that matters is noticed', async () => {
  const { open } = storeKinds[0] ?? expect.fail('no store')
  const first = own.find(({ id }) => id === 'same-id-other-time') ?? expect.fail('no sequence')
  await expect(hold({ ...first, outcomes: ['appended', 'duplicate'] }, open)).rejects.toThrow()
  await expect(hold({ ...first, final: { '7/11/2/3': 'delinked' } }, open)).rejects.toThrow()
  await expect(hold({ ...first, permute: true }, open)).rejects.toThrow()
})

describe.each(storeKinds)('over $name', ({ open }) => {
  test.each(own)('$id', (sequence) => hold(sequence, open))

  test.skipIf(!existsSync(loader))('the sequences of ../shared hold, where it is there', async () => {
    const sequences = await loadShared()
    expect(sequences.length).toBeGreaterThan(0)
    for (const sequence of sequences) await hold(sequence, open)
  })
})
