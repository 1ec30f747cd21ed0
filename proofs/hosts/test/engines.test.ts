import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { engines, hostFolder, ofProof, printed } from './host-folder.js'

const isLinux = process.platform === 'linux' && process.arch === 'x64'

const isNode20 = process.versions.node.startsWith('20.')

const node = (major: number): string => ofProof(`node_modules/node-${major}/bin/node`)

describe.skipIf(!isLinux)('the packed store on better-sqlite3 13', () => {
  it.each([22, 24])(
    'keeps the promises of a store under Node %i',
    (major) => {
      const report = printed(node(major), hostFolder(engines[13]), 'run-kit.js') as { node: string; passed: number }
      expect(report).toMatchObject({ failed: 0, failures: [] })
      expect(report.node.startsWith(`${major}.`)).toBe(true)
      expect(report.passed).toBeGreaterThan(50)
    },
    600_000,
  )

  it.skipIf(!isNode20)('is refused in words under Node 20, and makes no file', () => {
    const folder = hostFolder(engines[13])
    expect(printed(process.execPath, folder, 'open-ledger.js')).toMatchObject({
      reason: 'engine',
      detail: expect.stringContaining('needs Node 22') as string,
    })
    expect(existsSync(join(folder, 'ledger.db'))).toBe(false)
  })
})

describe.skipIf(!isLinux || !isNode20)(
  'the packed store on a better-sqlite3 12 that was built for another Node',
  () => {
    it.each([22, 24])('is refused under Node %i with the message of the engine, and makes no file', (major) => {
      const folder = hostFolder(engines[12])
      expect(printed(node(major), folder, 'open-ledger.js')).toMatchObject({
        reason: 'engine',
        cause: expect.stringContaining('NODE_MODULE_VERSION') as string,
      })
      expect(existsSync(join(folder, 'ledger.db'))).toBe(false)
    })

    it('opens under its own: sabotage', () => {
      expect(printed(process.execPath, hostFolder(engines[12]), 'open-ledger.js')).toEqual({ reason: 'opened' })
    })
  },
)
