/** A store in one file of code, under a ledger, and held against everything that a store promises. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createLedger, orThrow } from '@partner-ledger/core'
import { reportText, runConformance } from '@partner-ledger/store-conformance'

import { jsonLinesFile } from './json-lines-store.js'
import { subject } from './subject.js'

const key = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 25, customerId: 354971193 }

const body = JSON.stringify({
  eventName: 'partnerProgramLinked',
  eventId: '00000000-0000-4000-8000-000000000001',
  orgId: key.orgId,
  createdAt: Date.UTC(2024, 0, 10, 9),
  data: {
    customerIdentifiers: { customerId: key.customerId, instore: { email: 'member193@example.com' } },
    loyaltyProgramId: key.loyaltyProgramId,
    partnerProgramId: key.partnerProgramId,
    partnerProgramType: 'EXTERNAL',
    customerPartnerProgramDetails: { partnerTierNumber: 1, membershipNumber: 'M-555-0101' },
  },
})

/** Opens the file, delivers the body, and closes the file: what is found the second time came off the disk. */
const deliverTo = async (path: string): Promise<string> => {
  const file = jsonLinesFile(path)
  const ledger = createLedger({ store: file.handle() })
  const receipt = await orThrow(ledger.ingest(body))
  const membership = await orThrow(ledger.membership(key))
  await ledger.close()
  file.close()
  return `${receipt._tag}, and the membership is ${ledger.standing(membership).link}`
}

const folder = await mkdtemp(join(tmpdir(), 'own-store-'))
console.log(`First delivery: ${await deliverTo(join(folder, 'ledger.jsonl'))}.`)
console.log(`After reopening: ${await deliverTo(join(folder, 'ledger.jsonl'))}.\n`)
await rm(folder, { recursive: true })

const report = await runConformance(subject, { seed: 1 })
process.stdout.write(reportText(report))
process.exitCode = report.failed === 0 ? 0 : 1
