import 'reflect-metadata';
import helmet from '@fastify/helmet';
import type { Readable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { ApiModule } from './api.module.js';
import { readBody } from './body.js';
import type { Book } from './book.js';
import { parseJson } from './json.js';
import { ProblemFilter, type FaultLog } from './problem.filter.js';

/** Ids have up to 200 characters, each up to 12 in a path. */
const PARAMETER_LIMIT = 2_500;

/** The HTTP application of a book, ready to listen. JSON only, and NDJSON as a stream for `/v1/bulk`. */
export async function createApi(book: Book, log: FaultLog): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    routerOptions: { maxParamLength: PARAMETER_LIMIT },
    forceCloseConnections: 'idle',
    requestTimeout: 0,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      new ProblemFilter(log).answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(book, log), adapter, {
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
  await app.register(helmet);
  return app;
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) throw new Problem('invalid-request', 'the body is empty: send a JSON object');
  return parseJson(body);
}
