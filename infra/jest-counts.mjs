import { appendFileSync } from 'node:fs';

/**
 * Jest reporter: adds one line of JSON with the run's own counts to the file named by JEST_COUNTS_FILE (nothing if unset). Each Jest
 * run appends its line, so whoever set the variable can sum over all runs. A suite that could not even be loaded counts as one failure.
 * The paths of suites that skipped anything go into the file named by JEST_SKIPPED_FILE, one a line: they want to be run where it is there.
 */
export default class Counts {
  onTestResult({ path }, { numPendingTests }) {
    const file = process.env.JEST_SKIPPED_FILE;
    if (file && numPendingTests > 0) appendFileSync(file, `${path}\n`);
  }

  onRunComplete(_contexts, results) {
    const file = process.env.JEST_COUNTS_FILE;
    if (!file) return;
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    };
    appendFileSync(file, `${JSON.stringify(counts)}\n`);
  }
}
