import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { forkWriter, type StoreUnderTest, type Subject } from '@partner-ledger/store-conformance'

import { jsonLinesFile, type JsonLinesFile } from './json-lines-store.js'

/** The store as it is described to `store-conformance`: what it offers, and why it does not offer the rest. */
export const subject: Subject = {
  name: 'json lines',
  durability: 'disk',
  open: async () => openIn(await mkdtemp(join(tmpdir(), 'json-lines-'))),
  declines: {
    damage: 'lines have no checksums, and nothing tells of a last line that is missing',
    damageIndex: 'it brings no index',
    damageCheckpoint: 'it brings no checkpoints',
    fillUp: 'every failed write is OutcomeUnknown here, a full disk too',
    forbidWrites: 'an open file stays writable, whatever becomes of its mode',
    block: 'it waits for no lock',
    loseAnswers: 'it answers within the call, so no answer is lost on its way',
    misconfigure: 'there is nothing to set up but its path',
    anotherProcess: 'a second process at the same file goes unnoticed',
  },
}

const openIn = (folder: string): StoreUnderTest => {
  const path = join(folder, 'events.jsonl')
  let now: number | undefined
  let file: JsonLinesFile | undefined

  const close = (): void => {
    file?.close()
    file = undefined
  }

  return {
    handle: async () => (file ??= jsonLinesFile(path)).handle(() => now ?? Date.now()),
    dispose: async () => {
      close()
      await rm(folder, { recursive: true })
    },
    durabilityInForce: async () => ((file ??= jsonLinesFile(path)).sync ? 'disk' : 'none'),
    reopen: async () => close(),
    setClock: (time) => {
      now = time
    },
    bytesAtRest: async () => [await readFile(path)],
    startWriter: async (job) => {
      close()
      return forkWriter(new URL('./writer.js', import.meta.url), [path], job)
    },
  }
}
