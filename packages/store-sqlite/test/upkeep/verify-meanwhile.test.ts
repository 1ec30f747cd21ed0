import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

describe('verify', () => {
  it('lets others append meanwhile, and takes no part of that for damage', async () => {
    const path = `${temporaryFolder()}/ledger.db`
    const first = sqliteStore({ path })
    await rightOf(first.append('1', sampleAppends(1_200)))
    await first.close()
    const [store, other] = [sqliteStore({ path }), sqliteStore({ path })]
    let n = 0
    const appends: Promise<string>[] = []
    const onProgress = (): void => {
      appends.push(tagsOf(other.append('1', [sampleAppend('s0', `new${(n += 1)}`), sampleAppend(`new${n}`, 'e')])))
    }
    expect((await rightOf(store.verify({ onProgress }))).findings).toEqual([])
    expect(n).toBeGreaterThan(5)
    expect(new Set(await Promise.all(appends))).toEqual(new Set(['appended appended']))
    await Promise.all([store.close(), other.close()])
  })
})
