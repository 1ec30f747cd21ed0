import { appendFileSync } from 'node:fs'

import { expect } from 'vitest'

/** What a fault test counted: how many rounds it ran, and what its row of the fault table counts. */
export interface Figures extends Readonly<Record<string, number>> {
  readonly rounds: number
}

/** Adds what the running test counted to the file that `PARTNER_LEDGER_FIGURES` names; nothing where it names none. */
export const figures = (counted: Figures): void => {
  const file = process.env['PARTNER_LEDGER_FIGURES']
  if (file === undefined || file === '') return
  const { testPath, currentTestName = '' } = expect.getState()
  appendFileSync(file, `${JSON.stringify({ file: testPath, test: currentTestName.replaceAll(' > ', ' '), counted })}\n`)
}
