import { describeWhere } from '../describe-where.js';

/** Runs suites against a server named by a variable; where it is not set they are skipped, saying how to have it. */
export function withServer(
  variable: 'EVENTSTORE_URL' | 'KAFKA_BROKERS' | 'MONGODB_URI' | 'MONGODB_SECOND_URI',
  suites: (address: string) => void,
): void {
  const address = process.env[variable] ?? '';
  const missing = address === '' ? `${variable} is not set: eval "$(infra/local/start)"` : undefined;
  describeWhere(missing, `a server named by ${variable}`, () => suites(address));
}

/** Runs suites against both servers of MongoDB's protocol; what there is of one kind is not of the other. */
export function withMongoServers(suites: (adapter: string, uri: string) => void): void {
  withServer('MONGODB_URI', (uri) => suites('mongodb', uri));
  withServer('MONGODB_SECOND_URI', (uri) => suites('mongodb, the second server', uri));
}
