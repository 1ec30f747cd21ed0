import { type Check, checksOf } from '../check.js'
import { appendOf, appendAll, eventOf, someInstant } from '../event.js'
import { holds, valueOf } from '../expectation.js'
import { type Scene, tenant } from '../scene.js'

export const forgetAtRestChecks: readonly Check[] = checksOf('P11', [
  {
    sentence: 'forgetting leaves no bytes at rest',
    title:
      'no file, log or new backup holds the words of what was forgotten, once it is tidied up, and all hold the rest',
    needs: ['bytesAtRest'],
    run: async (scene) => {
      const store = await scene.handle()
      const words = Array.from({ length: 40 }, (_, n) => `${n}x${scene.random.below(2 ** 31).toString(36)}canary`)
      const appends = words.map((word, n) => {
        const personal = { membershipNumber: `number-${word}`, customer: `customer-${word}` }
        const body = new TextEncoder().encode(`body-${word}`.repeat(1 + (n % 7) * 40))
        return appendOf('orders', 'any', { ...eventOf(`e${n}`, { fact: `fact-${word}` }), personal, body })
      })
      await appendAll(store, tenant, appends)
      const parts = ['number-', 'customer-', 'body-']
      const before = await atRest(scene)
      for (const word of words) for (const part of [...parts, 'fact-']) expectAtRest(before, `${part}${word}`, true)
      await valueOf(store.forget(tenant, 'orders', 30, someInstant), 'forget')
      await scene.store.tidy?.()
      const after = await atRest(scene)
      for (const [n, word] of words.entries()) {
        for (const part of parts) expectAtRest(after, `${part}${word}`, n >= 30)
        expectAtRest(after, `fact-${word}`, true)
      }
    },
  },
])

const atRest = async ({ store }: Scene): Promise<readonly Buffer[]> => {
  const files = (await store.bytesAtRest?.()) ?? []
  return files.map((file) => Buffer.from(file.buffer, file.byteOffset, file.byteLength))
}

const expectAtRest = (files: readonly Buffer[], text: string, expected: boolean): void => {
  const needle = Buffer.from(text)
  const found = files.some((file) => file.includes(needle))
  holds(found === expected, `'${text}' is ${found ? 'still' : 'not'} found in the bytes at rest`)
}
