/**
 * What is wrong with the files of a tarball: a test, a compiler's note, no licence, a built file whose source is gone,
 * or a built file that a debugger cannot follow to its source.
 * @param {readonly string[]} files paths within the package
 * @param {(path: string) => boolean} isSource whether the package has this file
 * @returns {string[]}
 */
export const contentFaults = (files, isSource) => {
  const faults = ['package.json', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']
    .filter((file) => !files.includes(file))
    .map((file) => `${file} is missing`)
  for (const file of files) {
    const [, built, map] = /^dist\/(.+?)(?:\.d)?\.[jt]s(\.map)?$/.exec(file) ?? []
    if (/(^|\/)tests?\/|\.test\./.test(file)) faults.push(`${file} is a test`)
    else if (file.endsWith('.tsbuildinfo')) faults.push(`${file} is the compiler's own`)
    else if (built !== undefined && !isSource(`src/${built}.ts`)) faults.push(`${file} has no source: pnpm clean`)
    else if (built !== undefined && map === undefined && !files.includes(`${file}.map`))
      faults.push(`${file} has no source map`)
    else if (built === undefined && !/^(package\.json|LICENSE|README\.md|CHANGELOG\.md|src\/.+\.ts)$/.test(file))
      faults.push(`${file} is not meant to be published`)
  }
  return faults
}

/**
 * What is wrong with the source maps of a tarball: each names sources, and every one of them is in the tarball or in
 * the map itself.
 * @param {readonly string[]} files paths within the package
 * @param {(path: string) => { sources: readonly string[], sourcesContent?: readonly string[] }} readMap
 * @returns {string[]}
 */
export const mapFaults = (files, readMap) =>
  files
    .filter((file) => file.endsWith('.map'))
    .flatMap((file) => {
      const { sources, sourcesContent = [] } = readMap(file)
      if (sources.length === 0) return [`${file} names no source`]
      return sources
        .filter((source, index) => sourcesContent[index] === undefined && !files.includes(resolved(file, source)))
        .map((source) => `${file} names ${source}, which is not in the tarball`)
    })

/**
 * @param {string} file
 * @param {string} source
 */
const resolved = (file, source) => decodeURI(new URL(source, `file:///${file}`).pathname.slice(1))
