import { existsSync } from 'node:fs'

export { randomOf, rounds, seed } from '../../../tools/faults/rounds.js'

/** A worker of these tests, which runs the built packages. */
export const worker = (name: string): URL => {
  for (const built of ['../dist/index.js', '../../core/dist/store/index.js', '../../store-conformance/dist/index.js'])
    if (!existsSync(new URL(built, import.meta.url)))
      throw new Error(`${built} is not there: the workers run the built packages, so run pnpm build first`)
  return new URL(`workers/${name}.js`, import.meta.url)
}
