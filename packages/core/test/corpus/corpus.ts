import { readdirSync, readFileSync } from 'node:fs'

import type { DecodeOptions } from '@partner-ledger/core/webhook'

import { generate, type Recipe } from './generate.js'

/** One body and what must become of it. `reject` and `warnings` are complete; each entry is a kind and a path. */
export interface Case {
  readonly id: string
  readonly why: string
  readonly body: Uint8Array
  readonly options: DecodeOptions
  readonly reject?: readonly (readonly [kind: string, path: string])[]
  readonly event?: Json
  readonly warnings: readonly (readonly [kind: string, path: string])[]
}

export type Json = Readonly<Record<string, unknown>>

interface Line extends Omit<Case, 'body' | 'options' | 'warnings'> {
  readonly base?: string
  readonly replace?: readonly (readonly [find: string, by: string])[]
  readonly raw?: string
  readonly b64?: string
  readonly gen?: Recipe
  readonly options?: DecodeOptions
  /** What differs from the event of the base, by dotted path; null is absent. */
  readonly accept?: Json
  readonly warnings?: Case['warnings']
}

interface Base {
  readonly id: string
  readonly text: string
  readonly event: Json
}

interface Manifest {
  readonly assumes: DecodeOptions
  readonly cases: number
  readonly files: Readonly<Record<string, number>>
}

const here = new URL('.', import.meta.url)

const linesOf = <L>(path: string): L[] =>
  readFileSync(new URL(path, here), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as L)

export const manifest = JSON.parse(readFileSync(new URL('manifest.json', here), 'utf8')) as Manifest

export const bases: ReadonlyMap<string, Base> = new Map(linesOf<Base>('bases.ndjson').map((base) => [base.id, base]))

/** How many cases each file holds, by the name of the file. */
export const countCases = (): Readonly<Record<string, number>> =>
  Object.fromEntries(
    readdirSync(new URL('cases/', here)).map((file) => [nameOf(file), linesOf(`cases/${file}`).length]),
  )

const nameOf = (file: string): string => file.replace('.ndjson', '')

export const loadCorpus = (): readonly Case[] =>
  Object.keys(manifest.files).flatMap((file) => linesOf<Line>(`cases/${file}.ndjson`).map(caseOf))

const caseOf = (line: Line): Case => {
  const base = bases.get(line.base ?? 'linked')
  if (base === undefined) throw new Error(`${line.id}: no such base`)
  const event = line.accept === undefined ? undefined : withChanges(line.event ?? base.event, line.accept)
  return {
    id: line.id,
    why: line.why,
    body: bodyOf(line, base.text),
    options: { ...manifest.assumes, ...line.options },
    ...(line.reject === undefined ? {} : { reject: line.reject }),
    ...(event === undefined ? {} : { event }),
    warnings: line.warnings ?? [],
  }
}

const bodyOf = ({ id, raw, b64, gen, replace = [] }: Line, base: string): Uint8Array => {
  if (b64 !== undefined) return Buffer.from(b64, 'base64')
  if (gen !== undefined) return Buffer.from(generate(gen, base))
  if (raw !== undefined) return Buffer.from(raw)
  const text = replace.reduce((made, [find, by]) => {
    if (!made.includes(find)) throw new Error(`${id}: nothing to replace`)
    return made.replace(find, () => by)
  }, base)
  return Buffer.from(text)
}

const withChanges = (event: Json, changes: Json): Json => {
  const changed = structuredClone(event) as Record<string, unknown>
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    const parent = keys.slice(0, -1).reduce((object, key) => object[key] as Record<string, unknown>, changed)
    const last = String(keys.at(-1))
    if (value === null) Reflect.deleteProperty(parent, last)
    else parent[last] = value
  }
  return changed
}
