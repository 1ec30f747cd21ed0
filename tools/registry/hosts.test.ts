import { describe, expect, it } from 'vitest'

import { registryLines } from './hosts.js'

describe('the names of registries', () => {
  it.each([
    'resolution: {tarball: https://registry.npmjs.org/a/-/a-1.0.0.tgz}',
    'https://npm.pkg.github.com/',
    'registry=https://example.com/npm/',
    '@partner-ledger:registry = https://example.com/npm/',
    '//example.com/:_authToken=secret',
    'https://artifactory.example.com/api/npm',
  ])('are found in %s', (line) => {
    expect(registryLines(`first\n${line}\n`)).toEqual([2])
  })

  it.each(['resolution: {integrity: sha512-abc==}', 'the registry of quarantined entries', "import './registry.js'"])(
    'are not seen in %s',
    (line) => {
      expect(registryLines(line)).toEqual([])
    },
  )
})
