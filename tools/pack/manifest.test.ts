import { describe, expect, it } from 'vitest'

import { manifestFaults } from './manifest.js'

const core = '@partner-ledger/core'
const shared = { license: 'MIT', homepage: 'https://example.com/', bugs: { url: 'https://example.com/' } }
const store = {
  ...shared,
  name: '@partner-ledger/store-x',
  repository: { url: 'https://example.com/x.git', directory: 'packages/store-x' },
  peerDependencies: { [core]: '^0.1.0' },
}
const own = {
  ...shared,
  name: core,
  repository: { url: 'https://example.com/x.git', directory: 'packages/core' },
  dependencies: { 'fp-ts': '^2.16.11' },
}

describe('a manifest', () => {
  it('is sound when it says where it comes from and shares core with the host', () => {
    expect([manifestFaults(store, 'packages/store-x'), manifestFaults(own, 'packages/core')]).toEqual([[], []])
  })

  it.each(['license', 'homepage', 'repository', 'bugs'])('is faulty without %s', (field) => {
    const rest = Object.fromEntries(Object.entries(store).filter(([name]) => name !== field))
    expect(manifestFaults({ name: store.name, ...rest }, 'packages/store-x')).toContain(`package.json has no ${field}`)
  })

  it('is faulty where it names the folder of another', () => {
    expect(manifestFaults(store, 'packages/store-y')).toEqual([expect.stringContaining('packages/store-x')])
  })

  it('is faulty where core is a dependency, or no peer', () => {
    const bundled = { ...store, peerDependencies: {}, dependencies: { [core]: '^0.1.0' } }
    expect(manifestFaults(bundled, 'packages/store-x')).toEqual([
      `${core} is a dependency, not a peer`,
      `${core} is not a peer`,
    ])
  })

  it('is faulty where core pins what it depends on', () => {
    const pinned = { ...own, dependencies: { 'fp-ts': '2.16.11' } }
    expect(manifestFaults(pinned, 'packages/core')).toEqual(['fp-ts is pinned to 2.16.11'])
  })
})
