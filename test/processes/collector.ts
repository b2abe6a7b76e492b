import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Signal } from '#kernel/signal.js';

/** A span as a collector is sent it, by OTLP in JSON. */
interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: number };
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}

interface Request {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

/** A span, the name of the service that sent it and what is said of it. */
export interface Span extends Omit<Sent, 'attributes'> {
  readonly service: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A collector of spans on a free loopback port. */
export class Collector {
  readonly spans: Span[] = [];
  /** All it was sent, as it came. */
  received = '';
  private readonly came = new Signal();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Collector> {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        if (request.url === '/v1/traces') collector.take(body);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    const collector = new Collector(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** The spans of a trace once one of them has this name, and every of the others. */
  trace(traceId: string, ...names: readonly string[]): Promise<readonly Span[]> {
    return this.traceUntil(traceId, (spans) => names.every((name) => spans.some((span) => span.name === name)));
  }

  /** The spans of a trace once they are enough: each process and thread sends its own when it comes to it. */
  async traceUntil(traceId: string, areEnough: (spans: readonly Span[]) => boolean): Promise<readonly Span[]> {
    for (;;) {
      const spans = this.spans.filter((span) => span.traceId === traceId);
      if (areEnough(spans)) return spans;
      await this.came.wait(60_000);
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(body: string): void {
    this.received += body;
    const { resourceSpans } = JSON.parse(body) as Request;
    for (const { resource, scopeSpans } of resourceSpans)
      for (const span of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({
          ...span,
          service: said(resource.attributes)['service.name'] ?? '',
          attributes: said(span.attributes),
        });
    this.came.notify();
  }
}

function said(attributes: readonly Attribute[]): Readonly<Record<string, string>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue)]));
}
