import type { Tracing } from '../tracing-settings.js';

/**
 * Has spans of this process, or of a thread of it, sent to a collector from now on; what sends them is loaded only then.
 * @param tracing undefined where nothing is traced @param name of the process @param onError told what keeps spans from leaving: nothing else waits for them
 * @returns how to stop, which sends what there is
 */
export async function startTracing(
  tracing: Tracing | undefined,
  name: string,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  if (tracing === undefined) return () => Promise.resolve();
  const { sendSpans } = await import('./send-spans.js');
  return sendSpans(tracing, name, onError);
}
