import { describeWhere } from '../describe-where.js';

/** Describes what needs Kafka and MongoDB; without them it skips, and says how to have them. */
export function describeDeployment(name: string, tests: () => void): void {
  const unset = ['KAFKA_BROKERS', 'MONGODB_URI'].filter((variable) => (process.env[variable] ?? '') === '');
  const missing = unset.length === 0 ? undefined : `${unset.join(' and ')} not set: eval "$(infra/local/start)"`;
  describeWhere(missing, name, tests);
}
