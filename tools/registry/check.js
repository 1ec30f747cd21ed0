import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { registryLines } from './hosts.js'

const unread = new Set(['node_modules', 'dist', 'coverage', '.git', '.vitest'])

/** The one file that has to write registries down, to show that they are found. */
const samples = join('tools', 'registry', 'hosts.test.ts')

/**
 * @param {string} folder
 * @returns {string[]}
 */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((found) => {
    const path = join(folder, found.name)
    if (found.isDirectory()) return unread.has(found.name) ? [] : filesIn(path)
    return found.isFile() && path !== samples ? [path] : []
  })

const files = filesIn('.')
const found = files.flatMap((file) => registryLines(readFileSync(file, 'latin1')).map((line) => `${file}:${line}`))
for (const place of found) console.error(`${place} names a registry`)
console.log(`registry: ${files.length} files read, ${found.length} places name a registry`)
process.exitCode = !files.includes('pnpm-lock.yaml') || found.length > 0 ? 1 : 0
