/**
 * Grows one ledger file, and tells at each step what it cost: time, memory, disk, and one more durable ingest.
 *
 *   pnpm bench scale [--events 1000000] [--memberships 100000] [--write]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { machine, machineLine } from '../harness/machine.js'
import { keepGrowth } from '../kept-run.js'
import { grow, type GrowthStep } from './grow.js'
import { stepTable } from './step-table.js'

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--' && word !== 'scale'),
    options: {
      events: { type: 'string', default: '1000000' },
      memberships: { type: 'string', default: '100000' },
      write: { type: 'boolean', default: false },
    },
  })
  const [events, memberships] = [Number(values.events), Number(values.memberships)]
  if (!(memberships >= 100 && events >= memberships)) throw new Error('at least 100 memberships, of an event each')
  const folder = mkdtempSync(join(tmpdir(), 'partner-ledger-scale-'))
  const steps: GrowthStep[] = []
  try {
    for await (const step of grow({ folder, events, memberships })) {
      steps.push(step)
      console.error(stepTable([step]))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${stepTable(steps)}\n\n${machineLine(machine())}`)
  if (values.write) keepGrowth(steps)
}

await main()
