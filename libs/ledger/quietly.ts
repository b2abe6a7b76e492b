import type { Ledger } from './ledger.js';

type Recorder = Pick<Ledger, 'record' | 'commands'>;

/** A ledger that takes facts as history that nobody is told of. */
export function quietly({ commands, record }: Recorder): Recorder {
  return { commands, record: (type, data, how) => record(type, data, { ...how, quiet: true }) };
}
