import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { afterAll, describe, expect, it } from 'vitest'

const example = fileURLToPath(new URL('../../examples/fold-webhooks/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const story = readFileSync(join(example, 'deliveries.ndjson'), 'utf8')
const parsed = story.split('\n').flatMap((line): unknown[] => {
  try {
    return [JSON.parse(line) as unknown]
  } catch {
    return []
  }
})
const main = join(example, 'dist/main.js')

/** Runs the example with a folder of its own for temporary files, of which nothing may be left. */
const start = (
  words: readonly string[],
  options: { input?: Buffer | string; columns?: number } = {},
): SpawnSyncReturns<string> => {
  const scratch = mkdtempSync(join(folder, 'tmp-'))
  const env = { ...process.env, TMPDIR: scratch, COLUMNS: options.columns === undefined ? '' : String(options.columns) }
  const ended = spawnSync(process.execPath, [main, ...words], { encoding: 'utf8', env, input: options.input ?? '' })
  expect(readdirSync(scratch)).toEqual([])
  return ended
}

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const utf16 = (text: string, isBigEndian = false): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return isBigEndian ? bytes.swap16() : bytes
}

const whole = '18 bodies: 11 recorded, 3 duplicate, 3 quarantined, 1 ignored'
const sound = '17 bodies: 11 recorded, 3 duplicate, 2 quarantined, 1 ignored'
const same = 'the same 5 memberships.'

describe('pnpm start takes', { timeout: 60_000 }, () => {
  it.each<[string, string, string]>([
    ['gzip', file('story.gz', gzipSync(story)), whole],
    ['UTF-16', file('story.utf16', utf16(story)), whole],
    ['UTF-16 of the other order, zipped', file('story.be.gz', gzipSync(utf16(story, true))), whole],
    ['a byte order mark', file('story.bom', `\ufeff${story}`), whole],
    ['a JSON array', file('array.json', JSON.stringify(parsed)), sound],
    ['a JSON array over many lines', file('wide.json', JSON.stringify(parsed, undefined, 2)), sound],
    [
      'bodies over several lines',
      file('pretty.json', parsed.map((one) => JSON.stringify(one, undefined, 2)).join('\n')),
      sound,
    ],
  ])('%s', (_, path, summary) => {
    const { stdout, status } = start([path])
    expect([stdout.split('\n')[0], status]).toEqual([summary, 0])
    expect(stdout).toContain(same)
  })

  it('a folder, in the order of its names', () => {
    const parts = join(folder, 'parts')
    mkdirSync(parts)
    const lines = story.split('\n')
    writeFileSync(join(parts, 'b.ndjson'), lines.slice(9).join('\n'))
    writeFileSync(join(parts, 'a.ndjson.gz'), gzipSync(`${lines.slice(0, 9).join('\n')}\n`))
    writeFileSync(join(parts, '.hidden'), 'no body')
    expect(start([parts]).stdout).toContain(whole)
  })

  it('the standard input, zipped or not', () => {
    expect(start(['-'], { input: story }).stdout).toContain(whole)
    expect(start(['-'], { input: gzipSync(story) }).stdout).toContain(whole)
    expect(start(['-'], { input: '' }).stdout).toContain('0 bodies')
  })

  it('a database in memory, of which nothing is left', () => {
    const { stdout } = start([join(example, 'deliveries.ndjson'), '--db', ':memory:'])
    expect(stdout).toContain(`Replayed: ${same}`)
  })

  it('and says in a line what cannot be read', () => {
    const broken = [join(folder, 'missing'), file('cut.gz', gzipSync(story).subarray(0, 300))]
    for (const path of broken) {
      const { status, stderr } = start([path])
      expect(status).toBe(1)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    }
  })
})

describe('what pnpm start prints', { timeout: 60_000 }, () => {
  it('is no wider than a terminal of 80 columns, and as wide as it takes in a file: sabotage', () => {
    const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length))
    expect(widest(start([], { columns: 80 }).stdout)).toBeLessThanOrEqual(80)
    expect(widest(start([]).stdout)).toBeGreaterThan(80)
  })

  it('may be read to its first line alone', async () => {
    const many = file('many.ndjson', '{"broken\n'.repeat(500))
    const child = spawn('bash', ['-c', `set -o pipefail; "${process.execPath}" "${main}" "${many}" | head -1`])
    let [out, errors] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const status = await new Promise((ended) => child.on('exit', ended))
    expect([out.trim(), errors, status]).toEqual(['500 bodies: 0 recorded, 0 duplicate, 500 quarantined', '', 0])
  })

  it('ends at Ctrl-C with what was stored, and leaves nothing behind', async () => {
    const scratch = mkdtempSync(join(folder, 'tmp-'))
    const child = spawn(process.execPath, [main, '-'], { env: { ...process.env, TMPDIR: scratch } })
    let [out, errors] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdin.on('error', () => {})
    child.stdin.write(story)
    while (readdirSync(scratch).length === 0) await new Promise((later) => setTimeout(later, 20))
    await new Promise((later) => setTimeout(later, 1_500))
    child.kill('SIGINT')
    const status = await new Promise((ended) => child.on('exit', ended))
    expect(out).toContain(whole)
    expect(errors).toContain('Interrupted')
    expect(status).toBe(130)
    expect(readdirSync(scratch)).toEqual([])
  })
})
