// Runs the fault tests with figures to choose, and prints what they showed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, cpus, platform, release, tmpdir, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

import { format, resolveConfig } from 'prettier'

import { holds, judge } from './judge.js'
import { lines } from './lines.js'
import { gapLines, page } from './page.js'
import { testsOf, textOf, toldIn } from './report.js'
import { rows } from './rows.js'
import { faultTag, twinTag } from './tags.js'

const root = process.cwd()
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '1' },
    row: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '20261123' },
    write: { type: 'boolean', default: false },
  },
})
const { times, row: names, seed, write } = values

const stop = (/** @type {string} */ why) => {
  console.error(why)
  process.exit(2)
}
if (!(Number(times) > 0)) stop('--times takes a number above 0')
if (!/^\d+$/.test(seed)) stop('--seed takes a whole number')
for (const name of names)
  if (!rows.some((row) => row.name === name))
    stop(`no row is called ${name}; there are ${rows.map((row) => row.name).join(', ')}`)
if (write && names.length > 0) stop('--write takes every row')

const chosen = rows.filter(({ name }) => names.length === 0 || names.includes(name))
const files = new Set(chosen.flatMap((row) => [...row.tests, ...row.twins]))
const tags = chosen.flatMap(({ name }) => [faultTag(name), twinTag(name)])
const folder = mkdtempSync(join(tmpdir(), 'partner-ledger-faults-'))
const [report, told] = [join(folder, 'report.json'), join(folder, 'figures.ndjson')]

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
const ran = spawnSync(
  process.execPath,
  [
    ...[vitest, 'run', ...files],
    `--tagsFilter=${tags.join(' || ')}`,
    ...['--coverage.enabled=false', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    `--testTimeout=${Math.ceil(Math.max(1, Number(times)) * 600_000)}`,
  ],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      PARTNER_LEDGER_ROUNDS: times,
      PARTNER_LEDGER_SEED: seed,
      FC_SEED: seed,
      PARTNER_LEDGER_FIGURES: told,
    },
  },
)
const results = textOf(report)
const figures = textOf(told)
rmSync(folder, { recursive: true })
if (results === '') stop(`the tests did not run (${ran.status ?? ran.signal})`)

const tests = testsOf(root, JSON.parse(results))
const judged = chosen.map((row) => judge(row, tests, toldIn(root, figures)))
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()} ${arch()}`
const versions = `Node ${process.versions.node}`

console.log(
  [
    '',
    ...judged.flatMap(lines),
    '',
    ...gapLines(judged),
    '',
    `seed ${seed}, ${times} × CI, ${machine}, ${versions}`,
  ].join('\n'),
)

if (write) {
  const day = new Date().toISOString().slice(0, 10)
  const text = page(judged, { seed, times, machine, versions, day })
  const path = 'docs/reliability.md'
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
}
process.exit(judged.every(holds) ? 0 : 1)
