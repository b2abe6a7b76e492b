import { describe, it } from '@jest/globals';

/**
 * Describes what needs something that a machine may not have. Where it is missing, one skipped test says what, and so does standard error;
 * the body does not run, as that of `describe.skip` would: it may need what is missing.
 * @param missing what is missing and how to have it; undefined where nothing is
 */
export function describeWhere(missing: string | undefined, name: string, tests: () => void): void {
  if (missing === undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`skipped: "${name}": ${missing}\n`);
  describe(name, () => {
    it.skip(missing, () => undefined);
  });
}
