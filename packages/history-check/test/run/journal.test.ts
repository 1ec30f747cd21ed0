import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, it, onTestFinished } from 'vitest'

import { fileJournal } from '../../src/run/journal.js'
import type { HistoryRecord } from '../../src/record.js'

const record = (process: string): HistoryRecord => ({ _tag: 'sent', process, id: `{${process}}\n` })

const newPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'journal')
}

it('all who open a journal write to one, and each reads what the others wrote, in the order in which they did', () => {
  const path = newPath()
  const [one, other] = [fileJournal(path), fileJournal(path)]
  one.write(record('1'))
  other.write(record('2'))
  expect(one.read()).toEqual([record('1'), record('2')])
  one.write(record('3'))
  expect(other.read()).toEqual([record('1'), record('2'), record('3')])
  expect(one.read()).toEqual(other.read())
  one.close()
  other.close()
})

it('a line that was torn by a kill is as if it was not written, and spoils no other', () => {
  const path = newPath()
  const journal = fileJournal(path)
  journal.write(record('1'))
  for (const torn of ['\n', '\n{', '\n{"_tag":"sent","process":"x","id":"y']) {
    appendFileSync(path, torn)
    expect(journal.read()).toEqual([record('1')])
  }
  journal.write(record('2'))
  expect(journal.read()).toEqual([record('1'), record('2')])
  journal.close()
})
