/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */
/** @typedef {{ testResults: FileResult[] }} Results */

/**
 * Counts the tests of a vitest JSON report. A file that failed without a failed test (it did not load) is one failure;
 * a skipped test counts as neither.
 * @param {Results} results
 * @returns {{ passed: number, failed: number }}
 */
export const countTests = ({ testResults }) => {
  let passed = 0
  let failed = 0
  for (const { status, assertionResults } of testResults) {
    const failures = assertionResults.filter((test) => test.status === 'failed').length
    passed += assertionResults.filter((test) => test.status === 'passed').length
    failed += failures === 0 && status === 'failed' ? 1 : failures
  }
  return { passed, failed }
}
