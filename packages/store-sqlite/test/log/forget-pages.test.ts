import { corrupt, left, right, type StoreError, unavailable } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import type { StoreParts } from '../../src/file/store-parts.js'
import { forgetStream } from '../../src/log/forget-stream.js'
import { newFolder, removeFolder } from '../temporary-folder.js'
import { eventsOf, rightOf, sampleAppends } from '../sample-event.js'
import { sqliteStore } from '../../src/store.js'

type Page = Awaited<ReturnType<typeof forgetStream>> | { readonly _tag: 'Right'; readonly right: number | undefined }

/** What a forgetting answers whose pages, and then the emptying of the WAL, come to these. */
const forgettingOver = (...pages: readonly Page[]): ReturnType<typeof forgetStream> => {
  const remaining = [...pages]
  const parts = { withHandle: () => Promise.resolve(remaining.shift()) } as unknown as StoreParts
  return forgetStream(parts, { tenant: '1', stream: 's', upTo: 9, occurredUntil: 9 }, Infinity)
}

const busy: StoreError = unavailable('busy')

describe('a stream that is forgotten page by page', () => {
  test('is Unavailable where its first page cannot be written: nothing is forgotten', async () => {
    expect(await forgettingOver(left(busy))).toEqual(left(busy))
  })

  test('is OutcomeUnknown where a later page cannot: a part is forgotten', async () => {
    expect(await forgettingOver(right(500), left(busy))).toMatchObject({ left: { _tag: 'OutcomeUnknown' } })
  })

  test('is Corrupt where a later page is', async () => {
    const damaged = corrupt(501, 'an event does not match its checksum')
    expect(await forgettingOver(right(500), left(damaged))).toEqual(left(damaged))
  })

  test('is not done before the WAL is empty', async () => {
    expect(await forgettingOver(right(500), right(undefined), left(busy))).toEqual(left(busy))
    expect(await forgettingOver(right(500), right(undefined), right(undefined))).toEqual(right(undefined))
  })

  test('is forgotten whole, and no event of another stream', async () => {
    const folder = newFolder()
    const store = sqliteStore({ path: `${folder}/ledger.db` })
    await rightOf(store.append('1', sampleAppends(1500, 2)))
    await rightOf(store.forget('1', 's0', 1500, Date.now()))
    const forgotten = (await eventsOf(store.readAll('1', 0, 1500))).filter((event) => event.forgotten === true)
    expect(new Set(forgotten.map(({ stream }) => stream))).toEqual(new Set(['s0']))
    expect(forgotten).toHaveLength(750)
    await store.close()
    removeFolder(folder)
  })
})
