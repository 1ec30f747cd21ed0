/**
 * @typedef {object} Manifest The parts of a package.json that are checked.
 * @property {string} name
 * @property {boolean} [private]
 * @property {string} [license]
 * @property {string} [homepage]
 * @property {{ url?: string, directory?: string }} [repository]
 * @property {{ url?: string }} [bugs]
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [peerDependencies]
 */

const core = '@partner-ledger/core'

/**
 * What is wrong with the manifest of a published package: a reader cannot find where it comes from, two copies of core
 * could be installed, or a dependency is pinned so that hosts cannot share their own copy of it.
 * @param {Manifest} manifest
 * @param {string} folder where it stands in the repository
 * @returns {string[]}
 */
export const manifestFaults = ({ name, dependencies = {}, peerDependencies = {}, ...manifest }, folder) => [
  ...['license', 'homepage', 'repository', 'bugs']
    .filter((field) => !(field in manifest))
    .map((field) => `package.json has no ${field}`),
  ...(manifest.repository === undefined || manifest.repository.directory === folder
    ? []
    : [`package.json names ${manifest.repository.directory ?? 'no folder'} as its repository's directory`]),
  ...(core in dependencies ? [`${core} is a dependency, not a peer`] : []),
  ...(name === core || core in peerDependencies ? [] : [`${core} is not a peer`]),
  ...Object.entries(dependencies)
    .filter(([dependency, range]) => name === core && !range.startsWith('^') && dependency !== core)
    .map(([dependency, range]) => `${dependency} is pinned to ${range}`),
]
