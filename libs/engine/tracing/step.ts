import { context, propagation, type Attributes } from '@opentelemetry/api';
import { RequestTrace } from './request-trace.js';
import { endSpan, tracer } from './tracer.js';

/** Runs a step of what is done for a request, with a span of its own where that is traced. */
export function step<Result>(name: string, attributes: Attributes, work: () => Promise<Result>): Promise<Result> {
  if (RequestTrace.now()?.hasRoom() !== true) return work();
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      const result = await work();
      span.end();
      return result;
    } catch (error) {
      endSpan(span, error);
      throw error;
    }
  });
}

/** What is being done as others go on from it, after W3C Trace Context; undefined where it is not traced. */
export function traceparentNow(): string | undefined {
  if (RequestTrace.now() === undefined) return undefined;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}
