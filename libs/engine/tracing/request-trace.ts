import {
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { endSpan, tracer } from './tracer.js';

/** Steps of one request that have spans of their own: a file of a million facts is no trace that anybody could read. */
const MOST_STEPS = 40;
const REQUEST = createContextKey('the trace of the request');

/** Of one request: its span, and those of what is done for it. */
export class RequestTrace {
  private steps = 0;
  private recorded: { position: number; readonly visible: ReturnType<typeof tracer.startSpan> } | undefined;

  private constructor(
    private readonly within: Context,
    private readonly span: ReturnType<typeof tracer.startSpan>,
  ) {}

  /**
   * Begins it, below the `traceparent` that the request brings. Undefined where spans go nowhere, or the request is not in the sample.
   * @param name with the route, not the path: that may name a person
   */
  static begin(name: string, headers: object, attributes: Attributes): RequestTrace | undefined {
    const above = propagation.extract(ROOT_CONTEXT, headers);
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, above);
    return span.isRecording() ? new RequestTrace(trace.setSpan(above, span), span) : undefined;
  }

  /** That of what is being done; undefined where it is none's, or nothing is traced. */
  static now(): RequestTrace | undefined {
    return context.active().getValue(REQUEST) as RequestTrace | undefined;
  }

  /** Runs what is done for it: all that is begun in it knows. */
  run<Result>(work: () => Result): Result {
    return context.with(this.within.setValue(REQUEST, this), work);
  }

  /** Whether one more step of it has a span. */
  hasRoom(): boolean {
    return this.steps++ < MOST_STEPS;
  }

  /** Something of it is in the log; questions do not see it yet. */
  has(position: number): void {
    this.recorded ??= { position, visible: tracer.startSpan('visible', {}, this.within) };
    this.recorded.position = Math.max(this.recorded.position, position);
  }

  /** It is answered. @param waitFor resolves when questions see everything up to a position */
  async end(attributes: Attributes, waitFor: (position: number) => Promise<void>): Promise<void> {
    this.span.setAttributes(attributes);
    this.span.end();
    if (this.recorded === undefined) return;
    const { position, visible } = this.recorded;
    visible.setAttribute('tallybook.position', position);
    await waitFor(position).then(
      () => visible.end(),
      (error: unknown) => endSpan(visible, error),
    );
  }
}
