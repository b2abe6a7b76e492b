import 'reflect-metadata';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AllowedHosts } from '#platform/allowed-hosts.js';
import type { Health } from '#platform/health.js';
import { secureContext, type Tls } from '#platform/tls-settings.js';
import { ApiModule } from './api.module.js';
import type { Book } from '#book/book.js';
import { addDocs } from './description/docs.js';
import { addClosing } from './edge/closing.js';
import { answerClientError } from './edge/client-error.js';
import { addContentTypes } from './edge/content-types.js';
import { addGate, type Refuse } from './edge/gate.js';
import { EDGE_LIMITS } from './edge/limits.js';
import { OtherMethods } from './edge/methods.js';
import { ProblemFilter } from './edge/problem.filter.js';
import { lookForRare } from './edge/rare-methods.js';
import { requestId, watchRequests } from './edge/requests.js';
import { securityHeaders } from './edge/security-headers.js';
import { watchAskers } from './edge/askers.js';
import { traceRequests } from './edge/traces.js';
import { addAudit } from './guard/audit.js';
import { addGuard } from './guard/guard.js';
import { addLimits } from './guard/limits.js';
import { Measures } from './measures.js';
import { servePage } from './page/serve-page.js';

/** Ids have up to 200 characters, each up to 12 in a path. */
const PARAMETER_LIMIT = 2_500;

/** How callers get here. */
interface Reached {
  readonly hosts: AllowedHosts;
  /** Undefined for plain HTTP. */
  readonly tls: Tls | undefined;
}

/** The HTTP application of a book, ready to listen: the API, which is JSON, and NDJSON as a stream for `/v1/bulk`; and the page that asks it. */
export async function createApi(
  book: Book,
  health: Health,
  log: Logger,
  { hosts, tls }: Reached,
  limits = EDGE_LIMITS,
): Promise<NestFastifyApplication> {
  const measures = new Measures(book, health.measures);
  const counted = { ...book, ledger: measures.counting(book.ledger) };
  const refuse: Refuse = (problem, request, reply) => new ProblemFilter(log).answer(problem, request, reply);
  const { headersMs } = limits;
  const patience = { headersTimeout: headersMs, connectionsCheckingInterval: headersMs / 4 };
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: PARAMETER_LIMIT },
    rewriteUrl: lookForRare,
    forceCloseConnections: 'idle',
    // Long bodies are bounded by what they keep us waiting for, not by how long they take.
    requestTimeout: 0,
    ...(tls === undefined ? { http: patience } : { https: { ...patience, ...secureContext(tls), ...mutual(tls) } }),
    clientErrorHandler: answerClientError,
    genReqId: ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
      requestId(headers['x-request-id']),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      new ProblemFilter(log).answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(counted, log, health), adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  const server = adapter.getInstance();
  const others = new OtherMethods(server, refuse);
  addContentTypes(server, limits);
  traceRequests(server, book.models);
  watchAskers(server);
  addClosing(server, () => book.readers.refuse());
  watchRequests(server, measures, log);
  await app.register(helmet, securityHeaders(tls !== undefined));
  addGate(server, hosts, limits, refuse);
  addAudit(server, book.audit, book.clock);
  addLimits(server);
  addGuard(server, book, limits.failures, refuse);
  addDocs(app);
  await servePage(server);
  await app.init();
  others.answer();
  return app;
}

/** Where callers' certificates are asked for, none gets in without one. */
function mutual({ ca }: Tls) {
  return ca === undefined ? {} : { requestCert: true, rejectUnauthorized: true };
}
