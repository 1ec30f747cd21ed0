import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

import { describe, expect, it, onTestFinished } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

const processes = 8

const heard = async (racer: ChildProcess): Promise<string> => String((await once(racer, 'message'))[0])

const racersOn = async (path: string, how: string): Promise<readonly ChildProcess[]> => {
  const racers: ChildProcess[] = []
  onTestFinished(async () => {
    for (const racer of racers) racer.disconnect()
    await Promise.all(racers.map((racer) => once(racer, 'exit')))
  })
  for (let name = 0; name < processes; name += 1) {
    const racer = fork(worker('race'), [path, String(name), how])
    racers.push(racer)
    await heard(racer)
  }
  return racers
}

/** What each of them answers to being told, all at once, that the stream stands at this version. */
const raceAt = (racers: readonly ChildProcess[], version: number): Promise<readonly string[]> =>
  Promise.all(
    racers.map((racer) => {
      const answer = heard(racer)
      racer.send(version)
      return answer
    }),
  )

const winnersOf = (tags: readonly string[]): number => tags.filter((tag) => tag === 'appended').length

describe('eight processes that race for one version', () => {
  it(
    'have exactly one winner, and the others are told of a conflict',
    { tags: 'fault:racers', timeout: 600_000 },
    async () => {
      const racers = await racersOn(`${temporaryFolder()}/ledger.db`, 'expecting')
      for (let version = 0; version < rounds(200); version += 1) {
        const tags = await raceAt(racers, version)
        expect([version, ...[...tags].sort()]).toEqual([version, 'appended', ...Array<string>(7).fill('conflict')])
      }
      figures({ rounds: rounds(200), 'rounds without exactly one winner': 0 })
    },
  )

  it('have several where the version is only looked at before: sabotage', { tags: 'twin:racers' }, async () => {
    const racers = await racersOn(`${temporaryFolder()}/ledger.db`, 'careless')
    let version = 0
    let most = 0
    for (let round = 0; round < 100 && most < 2; round += 1) {
      const winners = winnersOf(await raceAt(racers, version))
      version += winners
      most = Math.max(most, winners)
    }
    expect(most).toBeGreaterThan(1)
  })
})
