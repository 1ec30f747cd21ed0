import { describe, expect, it } from 'vitest'

import { cannotOpenOf, codeOf, isCleanCommitFailure, storeErrorOf } from '../../src/errors.js'
import { sqliteError } from '../faults/faulty-engine.js'

const fileError = (code: string): Error => Object.assign(new Error('as it was told'), { code })

describe('an error of the engine', () => {
  it.each([
    ['SQLITE_BUSY_SNAPSHOT', 'Unavailable'],
    ['SQLITE_LOCKED', 'Unavailable'],
    ['SQLITE_PROTOCOL', 'Unavailable'],
    ['SQLITE_FULL', 'StoreFull'],
    ['ENOSPC', 'StoreFull'],
    ['SQLITE_READONLY_DBMOVED', 'ReadOnly'],
    ['SQLITE_CORRUPT_INDEX', 'Corrupt'],
    ['SQLITE_NOTADB', 'Corrupt'],
    ['SQLITE_IOERR_SHORT_READ', 'Corrupt'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'Corrupt'],
    ['SQLITE_IOERR_WRITE', 'Unavailable'],
  ])('%s is %s to a caller', (code, tag) => {
    expect(storeErrorOf(code.startsWith('E') ? fileError(code) : sqliteError(code))._tag).toBe(tag)
  })

  it.each([
    ['SQLITE_CORRUPT_INDEX', 'SQLite finds the file damaged (SQLITE_CORRUPT_INDEX)'],
    ['SQLITE_CONSTRAINT_UNIQUE', 'an index disagrees with its table (SQLITE_CONSTRAINT_UNIQUE)'],
  ])('%s says what failed in words', (code, reason) => {
    expect(storeErrorOf(sqliteError(code))).toMatchObject({ position: 0, reason })
  })

  it.each([
    ['SQLITE_BUSY', 'locked'],
    ['SQLITE_NOTADB', 'not-a-ledger'],
    ['SQLITE_READONLY', 'permission'],
    ['EACCES', 'permission'],
    ['SQLITE_IOERR_READ', 'disk'],
    ['ENOSPC', 'disk'],
    ['SQLITE_IOERR_CORRUPTFS', 'damaged'],
    ['SQLITE_CANTOPEN', 'path'],
    ['ENOENT', 'path'],
    ['SQLITE_CORRUPT', 'damaged'],
    ['SQLITE_ERROR', 'damaged'],
    ['SQLITE_PROTOCOL', 'locked'],
    ['EMFILE', 'resources'],
    ['ENFILE', 'resources'],
    ['SQLITE_NOMEM', 'resources'],
    ['ETXTBSY', 'unknown'],
    ['SQLITE_MISUSE', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s to who opens', (code, reason) => {
    expect(cannotOpenOf(fileError(code)).reason).toBe(reason)
  })

  it('is of unknown outcome where it has no code', () => {
    for (const thrown of [new TypeError('x'), 'a text', fileError(5 as unknown as string)])
      expect(storeErrorOf(thrown)).toMatchObject({ _tag: 'OutcomeUnknown' })
    expect(cannotOpenOf('a text').reason).toBe('unknown')
    expect(codeOf(new Error('x'))).toBeUndefined()
  })

  it('has surely stored nothing at COMMIT where the engine was busy or full', () => {
    const codes = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR_FSYNC']
    expect(codes.map((code) => isCleanCommitFailure(sqliteError(code)))).toEqual([true, true, false])
    expect(isCleanCommitFailure(new Error('x'))).toBe(false)
  })
})
