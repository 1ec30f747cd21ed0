import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { migrate } from '../../src/file/migrate.js'
import { migrations } from '../../src/schema/schema.js'

type Migrate = (db: Database.Database, steps: readonly string[]) => void

const tablesOf = (db: Database.Database): unknown[] =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()

/** What is left of a second step that fails half-way. */
const afterFailure = (run: Migrate): { version: unknown; tables: readonly unknown[]; epoch: unknown } => {
  const db = new Database(':memory:')
  migrate(db)
  expect(() => run(db, [...migrations, 'CREATE TABLE half (x); CREATE TABLE meta (x)'])).toThrow('meta')
  const version = db.pragma('user_version', { simple: true })
  return { version, tables: tablesOf(db), epoch: db.prepare('SELECT count(*) FROM meta').pluck().get() }
}

const whole = (() => {
  const db = new Database(':memory:')
  migrate(db)
  return { version: migrations.length, tables: tablesOf(db), epoch: 1 }
})()

describe('migrating', () => {
  it('takes a step back that fails half-way', () => {
    expect(afterFailure(migrate)).toEqual(whole)
  })

  it('is found out when it has no transaction: sabotage', () => {
    const without: Migrate = (db, steps) => db.exec(steps.at(-1) ?? '')
    expect(afterFailure(without)).not.toEqual(whole)
  })

  it('does the steps that are missing, once, and keeps the epoch', () => {
    const db = new Database(':memory:')
    migrate(db)
    const epoch = db.prepare('SELECT value FROM meta').pluck().get()
    for (let again = 0; again < 2; again += 1) migrate(db, [...migrations, 'CREATE TABLE later (x)'])
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length + 1)
    expect(tablesOf(db)).toContain('later')
    expect(db.prepare('SELECT value FROM meta').pluck().get()).toBe(epoch)
    db.close()
  })

  it('leaves an empty file empty when the first step fails', () => {
    const db = new Database(':memory:')
    expect(() => migrate(db, ['CREATE TABLE a (x); CREATE TABLE a (x)'])).toThrow('already exists')
    expect([tablesOf(db), db.pragma('application_id', { simple: true })]).toEqual([[], 0])
    db.close()
  })
})
