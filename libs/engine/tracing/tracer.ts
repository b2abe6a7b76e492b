import { SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { Problem } from '#kernel/problem.js';

/** Makes spans; ones that cost next to nothing and go nowhere, unless the process sends them somewhere. */
export const tracer = trace.getTracer('tallybook');

/** Ends the span of what has failed. Without the words of the error, which may be of a person. */
export function endSpan(span: Span, error: unknown): void {
  const kind = error instanceof Problem ? error.code : error instanceof Error ? error.name : 'error';
  span.setAttribute('error.type', kind).setStatus({ code: SpanStatusCode.ERROR }).end();
}
