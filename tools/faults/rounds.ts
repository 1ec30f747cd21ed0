/** How long the fault tests look, in one place: CI's figures, times `PARTNER_LEDGER_ROUNDS`. */
const times = Number(process.env['PARTNER_LEDGER_ROUNDS'] ?? 1)

export const rounds = (inCi: number): number => Math.max(1, Math.round(inCi * times))

/** The seed of whatever is random in them, printed by the tests that use it. */
export const seed = Number(process.env['PARTNER_LEDGER_SEED'] ?? 20_261_123)

/** Numbers 0 … below `limit`, the same ones for the same seed. */
export const randomOf = (from: number): ((limit: number) => number) => {
  let state = from >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * limit)
  }
}
