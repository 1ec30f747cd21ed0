import { describe, expect, it } from 'vitest'

import { checks } from '../src/checks.js'
import { runConformance } from '../src/run-conformance.js'
import { withHoles } from '../src/with-holes.js'
import { memorySubject, type Sabotage } from './broken-stores/broken.js'
import { callBreakers } from './broken-stores/calls.js'
import { closeBreakers } from './broken-stores/closing.js'
import { durableBreakers } from './broken-stores/durable.js'
import { forgetBreakers } from './broken-stores/forgetting.js'
import { identityBreakers } from './broken-stores/identity.js'
import { journalSubject } from './broken-stores/journal-subject.js'
import { listingBreakers } from './broken-stores/listing.js'
import { nameBreakers } from './broken-stores/names.js'
import { networkBreakers } from './broken-stores/network.js'
import { orderBreakers } from './broken-stores/order.js'
import { pageBreakers } from './broken-stores/pages.js'
import { partBreakers } from './broken-stores/parts.js'
import { portBreakers } from './broken-stores/port.js'
import { readBreakers } from './broken-stores/reading.js'
import { seenBreakers } from './broken-stores/seen.js'
import { networkSubject } from './network/network-subject.js'

const brokenStores = [
  ...identityBreakers,
  ...orderBreakers,
  ...readBreakers,
  ...callBreakers,
  ...forgetBreakers,
  ...nameBreakers,
  ...closeBreakers,
  ...partBreakers,
  ...portBreakers,
  ...pageBreakers,
  ...seenBreakers,
  ...listingBreakers,
  ...durableBreakers,
  ...networkBreakers,
]

const seed = 20_260_101

/** No sabotage at all: holes in positions are legal. */
const holed: Sabotage = () => (store) => withHoles(store)

const honest = [
  memorySubject('memory'),
  memorySubject('memory with holes', holed),
  journalSubject('journal'),
  networkSubject('network'),
]

describe('honest stores', () => {
  const passed = new Set<string>()

  it.each(honest)('$name passes every check that it does not decline', async (subject) => {
    const { results } = await runConformance(subject, { seed })
    expect(results.filter(({ outcome }) => outcome._tag === 'failed')).toEqual([])
    expect(results).toHaveLength(checks.length)
    for (const { title, outcome } of results) if (outcome._tag === 'passed') passed.add(title)
  })

  it('pass every check: each is passed by one of them', () => {
    expect(checks.map(({ title }) => title).filter((title) => !passed.has(title))).toEqual([])
  })
})

describe('broken stores', () => {
  const caught = new Set<string>()

  for (const { breaks, subject } of brokenStores)
    it(
      `${breaks} catches the store that ${subject.name}`,
      { tags: breaks === 'P10' ? 'twin:tenants' : [] },
      async () => {
        const { results } = await runConformance(subject, { seed, only: [breaks], timeoutMs: 1000 })
        const failed = results.filter(({ outcome }) => outcome._tag === 'failed')
        for (const { title } of failed) caught.add(title)
        expect(failed.length).toBeGreaterThan(0)
      },
    )

  it('every check is failed by one of them, under the clause that the store breaks', () => {
    expect(checks.map(({ title }) => title).filter((title) => !caught.has(title))).toEqual([])
  })
})
