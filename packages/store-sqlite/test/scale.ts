import { existsSync } from 'node:fs'

/** How long the tests look, in one place: CI's figures, times `PARTNER_LEDGER_ROUNDS`. */
const times = Number(process.env['PARTNER_LEDGER_ROUNDS'] ?? 1)

export const rounds = (inCi: number): number => Math.max(1, Math.round(inCi * times))

/** The seed of whatever is random here, printed by the tests that use it. */
export const seed = Number(process.env['PARTNER_LEDGER_SEED'] ?? 20_261_123)

/** A worker of these tests, which runs the built packages. */
export const worker = (name: string): URL => {
  for (const built of ['../dist/index.js', '../../core/dist/store/index.js', '../../store-conformance/dist/index.js'])
    if (!existsSync(new URL(built, import.meta.url)))
      throw new Error(`${built} is not there: the workers run the built packages, so run pnpm build first`)
  return new URL(`workers/${name}.js`, import.meta.url)
}

/** Numbers 0 … below `limit`, the same ones for the same seed. */
export const randomOf = (from: number): ((limit: number) => number) => {
  let state = from >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * limit)
  }
}
