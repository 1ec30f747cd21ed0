import { spawnSync } from 'node:child_process'

import { expect, it } from 'vitest'

import { engines, hostFolder, ofProof } from './host-folder.js'

interface JestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly message: string }[]
}

it('the packed store keeps the promises of a store in the realm of Jest 30', () => {
  const folder = hostFolder(engines[12])
  const jest = ofProof('node_modules/jest/bin/jest.js')
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      jest,
      '--rootDir',
      folder,
      '--runInBand',
      '--json',
      '--testTimeout=60000',
    ],
    { cwd: folder, encoding: 'utf8', timeout: 300_000, maxBuffer: 2 ** 28 },
  )
  const report = JSON.parse(stdout) as JestReport
  expect(report.testResults.map(({ message }) => message)).toEqual([''])
  expect(report.numFailedTests).toBe(0)
  expect(report.numPassedTests).toBeGreaterThan(50)
}, 600_000)
