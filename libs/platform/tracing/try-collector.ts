import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';

/** Milliseconds that a collector has to answer: less than after which it would be asked again. */
const ANSWERED = 700;

/** Sends a collector no span at all, as it would be sent some. @throws what it answered, or why it did not */
export async function tryCollector(): Promise<void> {
  const exporter = new OTLPTraceExporter({ timeoutMillis: ANSWERED });
  const { error, code } = await new Promise<Parameters<Parameters<typeof exporter.export>[1]>[0]>((resolve) =>
    exporter.export([], resolve),
  );
  await exporter.shutdown();
  if (code !== ExportResultCode.SUCCESS) throw error ?? new Error('it takes no spans');
}
