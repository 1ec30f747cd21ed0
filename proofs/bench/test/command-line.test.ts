import { expect, it } from 'vitest'

import { commandLine } from '../command-line.js'

const known = ['ingest', 'replay']

it('runs everything in fifteen rounds unless told', () => {
  expect(commandLine(['--'], known)).toEqual({
    names: [],
    rounds: 15,
    scale: 'usual',
    json: false,
    write: false,
    guard: false,
  })
})

it('takes figures by name, rounds and a scale', () => {
  expect(commandLine(['replay', '--rounds', '3', '--full', '--guard'], known)).toMatchObject({
    names: ['replay'],
    rounds: 3,
    scale: 'full',
    guard: true,
  })
  expect(commandLine(['--quick'], known)).toMatchObject({ scale: 'quick', rounds: 5 })
})

it('says what is wrong with what it cannot run', () => {
  expect(commandLine(['speed'], known)).toBe('No figure is named speed.')
  expect(commandLine(['--rounds', '0'], known)).toContain('--rounds')
  expect(commandLine(['--quick', '--write'], known)).toContain('--quick')
  expect(commandLine(['--fast'], known)).toContain('--fast')
})
