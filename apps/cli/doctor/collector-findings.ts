import { reasonOf } from '#kernel/reason.js';
import type { Settings } from '#platform/settings.js';
import { fine, wrong, type Finding } from './finding.js';

const WHAT = 'the collector of spans';

/** Whether a collector takes spans, where they are to be sent to one. */
export async function collectorFindings(settings: Pick<Settings, 'tracing'> | undefined): Promise<readonly Finding[]> {
  if (settings?.tracing === undefined) return [];
  const { tryCollector } = await import('#platform/tracing/try-collector.js');
  try {
    await tryCollector();
    return [fine(WHAT)];
  } catch (error) {
    const cure =
      'see that it runs and takes OTLP over HTTP where OTEL_EXPORTER_OTLP_ENDPOINT says: nothing but traces is missing until then';
    return [wrong(WHAT, reasonOf(error), cure)];
  }
}
