import type { Registry } from 'prom-client';
import { addCounter, addGauge } from '../gauges.js';
import type { IndexData } from './index-messages.js';
import { IndexProcess } from './index-process.js';

/** Begins the index of the facts of a process, and tells its measures of it. @param onError told why it ends, and what it reports */
export function measuredIndex(
  measures: Registry,
  data: Omit<IndexData, 'sockets'>,
  onError: (error: unknown) => void,
): IndexProcess {
  const died = addCounter(
    measures,
    'tally_index_deaths_total',
    'Times that the process with the index of the facts has ended by itself.',
  );
  const askedAgain = addCounter(
    measures,
    'tally_index_asked_again_total',
    'Times that it was asked once more because it had ended, or was not ready yet.',
  );
  const index = new IndexProcess(data, onError, { died: () => died(1), askedAgain: () => askedAgain(1) });
  addGauge(measures, 'tally_index_resident_memory_bytes', 'Memory of the process with the index of the facts.', () =>
    index.memory(),
  );
  return index;
}
