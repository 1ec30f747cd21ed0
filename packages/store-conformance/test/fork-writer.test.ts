import { setTimeout } from 'node:timers/promises'

import { expect, it } from 'vitest'

import { forkWriter } from '../src/fork-writer.js'

const job = { tenant: 'acme', stream: 'killed', prefix: 'w-' }
const script = (name: string): URL => new URL(`runners/${name}.js`, import.meta.url)

it('a forked writer tells each id that was stored, in order, until it is killed', async () => {
  const writer = await forkWriter(script('writer'), [], job)
  while (writer.acknowledged().length < 5) await setTimeout(1)
  await writer.kill()
  const acknowledged = [...writer.acknowledged()]
  expect(acknowledged).toEqual(acknowledged.map((_, n) => `w-${n + 1}`))
  await setTimeout(50)
  expect(writer.acknowledged()).toEqual(acknowledged)
})

it('a writer that ends by itself is an error, not a kill', async () => {
  const writer = await forkWriter(script('no-writer'), [], job)
  const waiting = async () => {
    for (;;) {
      writer.acknowledged()
      await setTimeout(1)
    }
  }
  await expect(waiting()).rejects.toThrow('the writer ended by itself with code 3')
})
