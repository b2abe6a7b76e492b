import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { withTimeout } from '#kernel/with-timeout.js';
import type { Tracing } from '../tracing-settings.js';

/** Milliseconds between two words about spans that could not be sent. */
const QUIET = 60_000;
/** Milliseconds in which the last spans leave. */
const LAST = 1_000;

/** See `startTracing`. Where to, with what headers and certificates: the variables `OTEL_EXPORTER_OTLP_…` say, and what sends reads them. */
export function sendSpans(tracing: Tracing, name: string, onError: (error: unknown) => void): () => Promise<void> {
  tellTroubles(onError);
  const provider = new TracerProvider({
    resource: resourceOf(name),
    sampler: samplerOf(tracing),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: tracing.delay }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  // What waits for a collector that is away is lost with the process: nothing else may wait for that.
  return () => withTimeout(LAST, 'sending the last spans', provider.shutdown()).catch(onError);
}

function resourceOf(name: string) {
  const ours = { 'service.name': name === 'tallybook' ? name : `tallybook-${name}`, 'tallybook.process': name };
  return defaultResource()
    .merge(resourceFromAttributes(ours))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));
}

function samplerOf({ sampler, ratio }: Tracing): Sampler {
  const [parent, kind] = sampler.startsWith('parentbased_') ? [true, sampler.slice(12)] : [false, sampler];
  const root = kind === 'traceidratio' ? new TraceIdRatioBasedSampler(ratio) : always(kind === 'always_on');
  return parent ? new ParentBasedSampler({ root }) : root;
}

function always(on: boolean): Sampler {
  return on ? new AlwaysOnSampler() : new AlwaysOffSampler();
}

/** A collector that is away is away for every batch: it is told now and then. */
function tellTroubles(onError: (error: unknown) => void): void {
  let told = -Infinity;
  const tell = (message: string): void => {
    if (performance.now() - told < QUIET) return;
    told = performance.now();
    onError(new Error(`spans are not sent: ${message}`));
  };
  const ignore = (): void => undefined;
  diag.setLogger({ error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
}
