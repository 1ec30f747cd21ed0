/** @import { Place } from './rows.js' */

/** @param {string} folder @returns {(file: string, ...titles: string[]) => Place[]} */
const testsIn =
  (folder) =>
  (file, ...titles) =>
    titles.map((title) => ({ file: `packages/${folder}/${file}.test.ts`, title }))

export const sqlite = testsIn('store-sqlite/test')
export const core = testsIn('core/test')
export const kit = testsIn('store-conformance/test')
export const memory = testsIn('store-memory/test')
export const receiver = testsIn('receiver/test')
