import { describeWhere } from '../describe-where.js';

/** Runs suites against a server named by a variable; where it is not set they are skipped, saying how to have it. */
export function withServer(
  variable: 'EVENTSTORE_URL' | 'KAFKA_BROKERS' | 'MONGODB_URI',
  suites: (address: string) => void,
): void {
  const address = process.env[variable] ?? '';
  const missing = address === '' ? `${variable} is not set: eval "$(infra/local/start)"` : undefined;
  describeWhere(missing, `a server named by ${variable}`, () => suites(address));
}
