import { describe } from '@jest/globals';

/** Describes what needs Kafka and MongoDB; without them it skips, and says how to have them. */
export function describeDeployment(name: string, tests: () => void): void {
  const missing = ['KAFKA_BROKERS', 'MONGODB_URI'].filter((variable) => (process.env[variable] ?? '') === '');
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`skipped: "${name}": ${missing.join(' and ')} not set: eval "$(infra/local/start)"\n`);
  describe.skip(name, tests);
}
