/** @typedef {{ source: string, dependencies: readonly { resolved: string }[] }} Module */

/**
 * The rings that folders of one parent are in with each other: `a/` imports `b/`, and by way of others `b/` imports
 * `a/`. A file beside the folders stands for itself, so that a parent may hold what is above its folders and below them.
 * @param {readonly Module[]} modules
 * @returns {{ from: string, to: string }[]} two members of each ring
 */
export const folderRings = (modules) => {
  const files = modules.filter(({ source }) => /^packages\/[^/]+\/src\//.test(source))
  const parents = new Set(files.flatMap(({ source }) => parentsOf(source)))
  return [...parents].sort().flatMap((parent) => ringsIn(parent, files))
}

/** The folders that hold a file, `packages/x/src` first. @param {string} source */
const parentsOf = (source) => {
  const parts = source.split('/')
  return parts.slice(3).map((_, index) => `${parts.slice(0, index + 3).join('/')}/`)
}

/**
 * @param {string} parent
 * @param {readonly Module[]} files
 */
const ringsIn = (parent, files) => {
  /** @type {Map<string, Set<string>>} */
  const sees = new Map()
  for (const { source, dependencies } of files) {
    if (!source.startsWith(parent)) continue
    const from = childOf(parent, source)
    for (const { resolved } of dependencies) {
      if (!resolved.startsWith(parent) || childOf(parent, resolved) === from) continue
      sees.set(from, (sees.get(from) ?? new Set()).add(childOf(parent, resolved)))
    }
  }
  const folders = [...sees.keys()].filter((child) => child.endsWith('/')).sort()
  return folders.flatMap((folder) =>
    [...(sees.get(folder) ?? [])]
      .filter((other) => reached(sees, other).has(folder))
      .map((other) => ({ from: folder, to: other })),
  )
}

/**
 * The child of a folder that a path below it is in: a folder with a slash, or a file.
 * @param {string} parent
 * @param {string} path
 */
const childOf = (parent, path) => {
  const [first = '', ...rest] = path.slice(parent.length).split('/')
  return `${parent}${first}${rest.length > 0 ? '/' : ''}`
}

/**
 * @param {ReadonlyMap<string, ReadonlySet<string>>} sees
 * @param {string} from
 * @returns {ReadonlySet<string>} all that it sees by way of others
 */
const reached = (sees, from) => {
  const seen = new Set([from])
  for (const node of seen) for (const next of sees.get(node) ?? []) seen.add(next)
  return seen
}
