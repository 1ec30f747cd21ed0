import { createLedger } from '@partner-ledger/core'
import { copyLog, exportLog, importLog } from '@partner-ledger/core/transfer'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

type Untyped = (...given: readonly unknown[]) => Promise<unknown>

const store = memoryStore()
const copy = copyLog as unknown as Untyped
const bring = importLog as unknown as Untyped
const exported: Untyped = async (...given) => {
  const [from, options] = given as Parameters<typeof exportLog>
  const lines: string[] = []
  for await (const line of exportLog(from, options)) lines.push(line)
  return lines
}

const refused = (argument: string): object => ({ _tag: 'InvalidArgument', argument })
const notStores = [undefined, null, './ledger.db', createLedger({ store: memoryStore() }), {}]

describe('a typing error moves no log:', () => {
  test('what is no store is refused by name', async () => {
    for (const wrong of notStores) {
      await expect(exported(wrong)).rejects.toMatchObject({ error: refused('store') })
      expect(await bring(wrong, [])).toMatchObject({ left: refused('store') })
      expect(await copy(wrong, store)).toMatchObject({ left: refused('from') })
      expect(await copy(store, wrong)).toMatchObject({ left: refused('to') })
    }
    expect(await copy(store, store)).toMatchObject({ left: refused('to') })
  })

  test.each([
    ['tenants', { tenants: [50191] }],
    ['tenants', { tenants: '50191' }],
    ['tenants', { tenants: 50191 }],
    ['signal', { signal: true }],
    ['onProgress', { onProgress: 'yes' }],
    ['tenant', { tenant: ['50191'] }],
  ])('an option `%s` that is wrong is refused: %j', async (name, options) => {
    await expect(exported(store, options)).rejects.toMatchObject({ error: refused(name) })
    expect(await copy(store, memoryStore(), options)).toMatchObject({ left: refused(name) })
  })

  test.each([
    ['personal', { personal: 'no' }],
    ['bodies', { bodies: 0 }],
    ['after', { after: 5 }],
    ['after', { after: { 50191: '5' } }],
    ['after', { after: null }],
  ])('an option `%s` of an export that is wrong is refused: %j', async (name, options) => {
    await expect(exported(store, options)).rejects.toMatchObject({ error: refused(name) })
  })

  test('options that are right, or undefined, are taken', async () => {
    const options = { tenants: ['50191'], personal: true, bodies: false, after: { 50191: 0 }, signal: undefined }
    expect(await exported(store, options)).toHaveLength(3)
    expect(await copy(store, memoryStore(), { tenants: new Set(['50191']) })).toMatchObject({ _tag: 'Right' })
    expect(await bring(store, [], { signal: new AbortController().signal })).toMatchObject({
      left: { _tag: 'TruncatedExport' },
    })
  })
})
