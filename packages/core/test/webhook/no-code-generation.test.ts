import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { decodeWebhook } from '@partner-ledger/core/webhook'
import { expect, test } from 'vitest'

import { loadCorpus } from '../corpus/corpus.js'
import { loadShared } from './badinput.js'

const worker = fileURLToPath(new URL('decode-from-stdin.js', import.meta.url))
const built = fileURLToPath(new URL('../../dist/webhook/decode.js', import.meta.url))

const shared = await loadShared()
const cases = [
  ...loadCorpus().map(({ body, options }) => ({ body, options })),
  ...[...(shared?.bodies.values() ?? [])].map((body) => ({ body, options: { now: 1_767_225_600_000 } })),
]

const forbidden = '--disallow-code-generation-from-strings'

/** What a process that may not make code from text decodes every body to. */
const decodedBy = async (): Promise<unknown> => {
  if (!existsSync(built)) throw new Error('run pnpm build first: the process runs the built package')
  const child = spawn(process.execPath, [forbidden, worker], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(
    JSON.stringify(cases.map(({ body, options }) => ({ body: Buffer.from(body).toString('base64'), options }))),
  )
  return JSON.parse(await text(child.stdout))
}

test('where code generation is forbidden every body is decoded to the same', async () => {
  const decodedHere: unknown = JSON.parse(
    JSON.stringify(cases.map(({ body, options }) => decodeWebhook(body, options))),
  )
  expect(await decodedBy()).toEqual(decodedHere)
})

test('a program that makes code from text fails there: sabotage', () => {
  const { status } = spawnSync(process.execPath, [forbidden, '--eval', 'eval("1")'])
  expect(status).toBe(1)
})
