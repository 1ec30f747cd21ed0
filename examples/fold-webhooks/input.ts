import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'

import { ndjson } from '@partner-ledger/core'

import { jsonValues } from './json-values.js'

type Chunks = AsyncIterable<Uint8Array>

/** The bodies in a file, in every file of a folder in the order of their names, or in the standard input (`-`). */
export async function* bodiesIn(path: string): AsyncGenerator<Uint8Array> {
  if (path === '-') yield* bodiesOf(process.stdin)
  else if (!(await stat(path)).isDirectory()) yield* bodiesOf(createReadStream(path))
  else yield* bodiesInFolder(path)
}

async function* bodiesInFolder(path: string): AsyncGenerator<Uint8Array> {
  const entries = await readdir(path, { withFileTypes: true })
  const names = entries.flatMap((entry) => (entry.isFile() && !entry.name.startsWith('.') ? [entry.name] : []))
  for (const name of names.sort()) yield* bodiesOf(createReadStream(join(path, name)))
}

/** One body a line; or one JSON text over several lines after the other; or the items of a JSON array. */
async function* bodiesOf(source: Chunks): AsyncGenerator<Uint8Array> {
  const text = asUtf8(unzipped(source))
  const first = await beginning(text)
  const all = joined(first, text)
  if (isOneALine(new TextDecoder().decode(first))) yield* ndjson(all)
  else yield* jsonValues(all)
}

/** Whether the first line is a body by itself, if a broken one. One that opens a bracket goes on in the next line. */
const isOneALine = (text: string): boolean => {
  const line = /\S.*/.exec(text)?.[0].trim() ?? ''
  return !line.startsWith('[') && !/^\{.*[{[,:]$|^\{$/.test(line)
}

/** What gzip begins with. */
const gzip = [0x1f, 0x8b]

async function* unzipped(source: Chunks): AsyncGenerator<Uint8Array> {
  const first = await beginning(source)
  const all = joined(first, source)
  if (first[0] !== gzip[0] || first[1] !== gzip[1]) {
    yield* all
    return
  }
  const unzip = createGunzip()
  const written = (async () => {
    for await (const chunk of all) if (!unzip.write(chunk)) await new Promise((drained) => unzip.once('drain', drained))
    unzip.end()
  })()
  written.catch((error: unknown) => unzip.destroy(error as Error))
  yield* unzip as Chunks
}

/** UTF-16, known by its mark, as UTF-8; anything else as it is. */
async function* asUtf8(source: Chunks): AsyncGenerator<Uint8Array> {
  const first = await beginning(source)
  const all = joined(first, source)
  const mark = `${first[0]} ${first[1]}`
  if (mark !== '255 254' && mark !== '254 255') {
    yield* all
    return
  }
  const decoder = new TextDecoder(mark === '255 254' ? 'utf-16le' : 'utf-16be')
  const encoder = new TextEncoder()
  for await (const chunk of all) yield encoder.encode(decoder.decode(chunk, { stream: true }))
  yield encoder.encode(decoder.decode())
}

const iterators = new WeakMap<Chunks, AsyncIterator<Uint8Array>>()

const iteratorOf = (source: Chunks): AsyncIterator<Uint8Array> => {
  const iterator = iterators.get(source) ?? source[Symbol.asyncIterator]()
  iterators.set(source, iterator)
  return iterator
}

/** The first chunk that has bytes; the rest stays in the source. */
const beginning = async (source: Chunks): Promise<Uint8Array> => {
  let found: Uint8Array = new Uint8Array(0)
  const iterator = iteratorOf(source)
  while (found.byteLength < 2) {
    const next = await iterator.next()
    if (next.done === true) break
    found = Buffer.concat([found, next.value])
  }
  return found
}

async function* joined(first: Uint8Array, source: Chunks): AsyncGenerator<Uint8Array> {
  if (first.byteLength > 0) yield first
  const iterator = iteratorOf(source)
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
}
