// ESLint looks for its configuration here; the plugins live in proofs/, where a newcomer need not install them.
export { default } from './proofs/eslint/config.js'
