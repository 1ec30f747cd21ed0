/**
 * The tests of the project `slow`; every other one is `fast`. They kill processes, wait for real time, draw many cases
 * or need what `proofs` installs.
 */
export const slowTests = [
  'proofs/*/test/**/*.test.ts',
  'packages/*/test/**/faults/**/*.test.ts',
  'packages/*/test/**/races/**/*.test.ts',
  'packages/*/test/**/*-{kill,faults,flip,race}.test.ts',
  'packages/receiver/test/{acknowledged,disk-full,servers}.test.ts',
  'packages/store-*/test/{conformance,history,model,sabotage}.test.ts',
]
