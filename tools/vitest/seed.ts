import { configureGlobal, readConfigureGlobal } from 'fast-check'

/** Every property of a run draws from the one seed that vitest.config.ts printed. */
const seed = Number(process.env['FC_SEED'])
if (!Number.isInteger(seed)) throw new Error('FC_SEED is not a whole number')
configureGlobal({ ...readConfigureGlobal(), seed })
