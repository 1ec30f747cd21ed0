import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs one built example with plain `node`, in an empty folder.
 * @param {string} folder
 * @returns {string | undefined} what is wrong with it
 */
const exampleFault = (folder) => {
  const main = join(folder, 'dist/main.js')
  const expected = join(folder, 'expected.txt')
  if (!existsSync(main)) return 'is not built: is it among the references of tsconfig.json?'
  if (!existsSync(expected)) return 'has no expected.txt'
  const cwd = mkdtempSync(join(tmpdir(), 'example-'))
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [main], {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  })
  rmSync(cwd, { recursive: true })
  if (status !== 0) return `ended with ${signal ?? String(status)}\n${stderr}`
  if (stderr !== '') return `wrote to stderr\n${stderr}`
  return stdout === readFileSync(expected, 'utf8') ? undefined : `does not print its expected.txt but\n${stdout}`
}

const root = join(process.cwd(), 'examples')
const names = existsSync(root)
  ? readdirSync(root, { withFileTypes: true })
      .filter((found) => found.isDirectory())
      .map(({ name }) => name)
  : []
let faulty = 0
for (const name of names) {
  const fault = exampleFault(join(root, name))
  if (fault === undefined) continue
  faulty += 1
  console.error(`${name} ${fault}`)
}
console.log(`examples: ${names.length} read, ${faulty} faulty`)
process.exitCode = names.length === 0 || faulty > 0 ? 1 : 0
