import 'reflect-metadata';
import helmet from '@fastify/helmet';
import type { Readable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Problem } from '#kernel/problem.js';
import { ApiModule } from './api.module.js';
import { readBody } from './body.js';
import type { Book } from './book.js';
import { parseJson } from './json.js';
import { addDocs } from './docs.js';
import { Measures } from './measures.js';
import { ProblemFilter } from './problem.filter.js';
import { requestId, watchRequests } from './requests.js';

/** Ids have up to 200 characters, each up to 12 in a path. */
const PARAMETER_LIMIT = 2_500;

/** The HTTP application of a book, ready to listen. JSON only, and NDJSON as a stream for `/v1/bulk`. */
export async function createApi(book: Book, log: Logger): Promise<NestFastifyApplication> {
  const measures = new Measures(book);
  const counted = { ...book, ledger: measures.counting(book.ledger) };
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: PARAMETER_LIMIT },
    forceCloseConnections: 'idle',
    requestTimeout: 0,
    genReqId: ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
      requestId(headers['x-request-id']),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      new ProblemFilter(log).answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(counted, log, measures), adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', async (_request: FastifyRequest, stream: Readable) =>
    parseBody(await readBody(stream)),
  );
  server.addContentTypeParser('application/x-ndjson', (_request, stream, done) => {
    done(null, stream);
  });
  watchRequests(server, measures, log);
  await app.register(helmet);
  addDocs(app);
  return app;
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) throw new Problem('invalid-request', 'the body is empty: send a JSON object');
  return parseJson(body);
}
