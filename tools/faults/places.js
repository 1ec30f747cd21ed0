/** @param {string} folder @returns {(...files: string[]) => string[]} the paths of test files */
const testsIn =
  (folder) =>
  (...files) =>
    files.map((file) => `packages/${folder}/${file}.test.ts`)

export const sqlite = testsIn('store-sqlite/test')
export const core = testsIn('core/test')
export const kit = testsIn('store-conformance/test')
export const memory = testsIn('store-memory/test')
export const receiver = testsIn('receiver/test')
