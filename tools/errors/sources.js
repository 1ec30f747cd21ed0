import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every source file of the packages below this folder.
 * @param {string} packages
 * @returns {string[]}
 */
export const sources = (packages) =>
  readdirSync(packages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => filesIn(join(packages, name, 'src')))

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
