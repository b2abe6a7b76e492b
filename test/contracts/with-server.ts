import { describe, it } from '@jest/globals';

/** Runs suites against a server named by a variable; where it is not set they are skipped, saying how to have it. */
export function withServer(
  variable: 'EVENTSTORE_URL' | 'KAFKA_BROKERS' | 'MONGODB_URI',
  suites: (address: string) => void,
): void {
  const address = process.env[variable];
  if (address !== undefined && address !== '') {
    suites(address);
    return;
  }
  const how = `${variable} is not set: \`. infra/local/start\` starts servers and sets it`;
  process.stderr.write(`skipped, ${how}\n`);
  describe(`a server named by ${variable}`, () => {
    it.skip(how, () => undefined);
  });
}
