import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { decodeWebhook } from '../../src/webhook/decode.js'
import { loadCorpus } from '../corpus/corpus.js'
import { loadShared } from './badinput.js'

const worker = fileURLToPath(new URL('decode-from-stdin.js', import.meta.url))
const built = fileURLToPath(new URL('../../dist/webhook/decode.js', import.meta.url))

const shared = await loadShared()
const cases = [
  ...loadCorpus().map(({ body, options }) => ({ body, options })),
  ...[...(shared?.bodies.values() ?? [])].map((body) => ({ body, options: { now: 1_767_225_600_000 } })),
]

/** What a process of its own, started with these flags, makes of every body at hand. */
const decodedBy = async (...flags: readonly string[]): Promise<{ mayGenerate: boolean; decoded: unknown }> => {
  if (!existsSync(built)) throw new Error('run pnpm build first: the process runs the built package')
  const child = spawn(process.execPath, [...flags, worker], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(
    JSON.stringify(cases.map(({ body, options }) => ({ body: Buffer.from(body).toString('base64'), options }))),
  )
  return JSON.parse(await text(child.stdout)) as { mayGenerate: boolean; decoded: unknown }
}

const decodedHere: unknown = JSON.parse(JSON.stringify(cases.map(({ body, options }) => decodeWebhook(body, options))))

test('where code generation is forbidden every body is decoded to the same', async () => {
  const { mayGenerate, decoded } = await decodedBy('--disallow-code-generation-from-strings')
  expect(mayGenerate).toBe(false)
  expect(decoded).toEqual(decodedHere)
})

test('where it is allowed the process does generate: sabotage', async () => {
  const { mayGenerate, decoded } = await decodedBy()
  expect(mayGenerate).toBe(true)
  expect(decoded).toEqual(decodedHere)
})
