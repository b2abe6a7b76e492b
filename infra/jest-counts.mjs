import { appendFileSync } from 'node:fs';

/**
 * Jest reporter: adds one line of JSON with the run's own counts to the file named by JEST_COUNTS_FILE (nothing if unset). Each Jest
 * run appends its line, so whoever set the variable can sum over all runs. A suite that could not even be loaded counts as one failure.
 * What was skipped wants to be run where what it needs is there: JEST_SKIPPED_FILE gets a line for each, the path of its suite and, behind a
 * tab, what it is described under as a pattern for `--testNamePattern`.
 */
export default class Counts {
  onTestResult({ path }, { testResults }) {
    const file = process.env.JEST_SKIPPED_FILE;
    if (!file) return;
    for (const { status, ancestorTitles } of testResults)
      if (status === 'pending') appendFileSync(file, `${path}\t${RegExp.escape(ancestorTitles.join(' '))}\n`);
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
