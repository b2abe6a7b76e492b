import { propagation, ROOT_CONTEXT, SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import type { RecordedEvent } from '#kernel/event.js';
import { endSpan, tracer } from './tracer.js';

/** Milliseconds after which what becomes of an event is no part of the request that recorded it any more: a rebuild retells none. */
const LONG_AGO = 60 * 60 * 1000;

/**
 * Runs what is done with events at once. Each request that recorded some of them has a span of it, below the `traceparent` that its events
 * keep; wherever nothing was traced when they were recorded there is none.
 */
export async function stepOfAll<Result>(
  name: string,
  events: readonly RecordedEvent[],
  attributes: Attributes,
  work: () => Promise<Result>,
): Promise<Result> {
  const spans = begin(name, events, attributes);
  if (spans.length === 0) return work();
  try {
    const result = await work();
    for (const span of spans) span.end();
    return result;
  } catch (error) {
    for (const span of spans) endSpan(span, error);
    throw error;
  }
}

function begin(name: string, events: readonly RecordedEvent[], attributes: Attributes): readonly Span[] {
  let since: string | undefined;
  const counts = new Map<string, number>();
  for (const { envelope, recordedAt } of events) {
    const { traceparent } = envelope;
    if (traceparent === undefined) continue;
    since ??= new Date(Date.now() - LONG_AGO).toISOString();
    if (recordedAt >= since) counts.set(traceparent, (counts.get(traceparent) ?? 0) + 1);
  }
  return [...counts].map(([traceparent, count]) => {
    const above = propagation.extract(ROOT_CONTEXT, { traceparent });
    const counted = { ...attributes, 'tallybook.events': count };
    return tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes: counted }, above);
  });
}
