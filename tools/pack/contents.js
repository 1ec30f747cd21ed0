/**
 * What is wrong with the files of a tarball: a test, a compiler's note, no licence, or a built file whose source is gone.
 * @param {readonly string[]} files paths within the package
 * @param {(path: string) => boolean} isSource whether the package has this file
 * @returns {string[]}
 */
export const contentFaults = (files, isSource) => {
  const faults = ['package.json', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']
    .filter((file) => !files.includes(file))
    .map((file) => `${file} is missing`)
  for (const file of files) {
    const [, built] = /^dist\/(.+?)(?:\.d)?\.[jt]s$/.exec(file) ?? []
    if (/(^|\/)tests?\/|\.test\./.test(file)) faults.push(`${file} is a test`)
    else if (file.endsWith('.tsbuildinfo')) faults.push(`${file} is the compiler's own`)
    else if (built !== undefined && !isSource(`src/${built}.ts`)) faults.push(`${file} has no source: pnpm clean`)
    else if (built === undefined && !/^(package\.json|LICENSE|README\.md|CHANGELOG\.md)$/.test(file))
      faults.push(`${file} is not meant to be published`)
  }
  return faults
}
