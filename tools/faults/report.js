/** @import { Test, Told } from './judge.js' */

import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

/**
 * @typedef {{ name: string, assertionResults: { fullName: string, status: string, tags: string[] }[] }} FileResult
 * @typedef {{ testResults: FileResult[] }} Results
 */

/** The tests of vitest's JSON report. @param {string} root @param {Results} results @returns {Test[]} */
export const testsOf = (root, { testResults }) =>
  testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map(({ fullName, status, tags }) => ({
      file: relative(root, file),
      name: fullName,
      status,
      tags,
    })),
  )

/** What the tests counted, a line of JSON each. @param {string} root @param {string} lines @returns {Told[]} */
export const toldIn = (root, lines) =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const told = /** @type {Told} */ (JSON.parse(line))
      return { ...told, file: relative(root, told.file) }
    })

/** The text of a file that may not be there. @param {string} path */
export const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
