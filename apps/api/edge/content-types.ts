import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.js';
import { readJson, readWhole } from './body.js';
import { decoded } from './decoded.js';
import { BATCH_TYPE, EVENT_TYPE, EventsBody } from './events-body.js';
import { addFileType, boundaryIn, FILE_TYPE, FileBody, FORM_TYPE, takesFile } from './file-body.js';
import type { EdgeLimits } from './limits.js';
import { NdjsonBody } from './ndjson.js';
import { isTooSlow, Patience, patiently } from './patience.js';
import { dropRest } from './rest.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body is fields of a form, handed to it as `URLSearchParams`. */
    takesFields?: true;
    /** Its body may be an event, or a batch of them, handed to it as `EventsBody`. */
    takesEvents?: true;
  }
}

const FIELDS_TYPE = 'application/x-www-form-urlencoded';

/** The bodies that are read: JSON whole, NDJSON and files as streams, as they are or gzipped. */
export function addContentTypes(server: FastifyInstance, { bodyMs, lingerMs }: EdgeLimits): void {
  const chunksOf = ({ headers }: FastifyRequest, stream: Readable, patience: Patience): AsyncIterable<Buffer> =>
    decoded(patiently(stream, patience), headers['content-encoding']);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', async (request: FastifyRequest, stream: Readable) =>
    // Fastify closes the connection after the answer to a body that is refused.
    readJson(chunksOf(request, stream, new Patience(bodyMs))).catch(async (error: unknown) => {
      if (!isTooSlow(error)) await dropRest(request.raw, lingerMs);
      throw error;
    }),
  );
  server.addContentTypeParser('application/x-ndjson', async (request: FastifyRequest, stream: Readable) => {
    const patience = new Patience(bodyMs);
    return new NdjsonBody(chunksOf(request, stream, patience), patience);
  });
  server.addContentTypeParser([EVENT_TYPE, BATCH_TYPE], async (request: FastifyRequest, stream: Readable) => {
    const { takesEvents } = request.routeOptions.config;
    if (takesEvents !== true)
      throw new Problem('unsupported-media-type', 'only POST /v1/cloudevents takes events of CloudEvents');
    const json = await readJson(chunksOf(request, stream, new Patience(bodyMs)));
    return new EventsBody(json, request.headers['content-type']?.startsWith(BATCH_TYPE) === true);
  });
  server.addContentTypeParser(FIELDS_TYPE, async (request: FastifyRequest, stream: Readable) => {
    if (request.routeOptions.config.takesFields !== true)
      throw new Problem('unsupported-media-type', 'fields of a form are taken by pages of their own only');
    return new URLSearchParams((await readWhole(chunksOf(request, stream, new Patience(bodyMs)))).toString());
  });
  addFileType(server);
  server.addContentTypeParser([FILE_TYPE, FORM_TYPE], async (request: FastifyRequest, stream: Readable) => {
    if (!takesFile(request))
      throw new Problem('unsupported-media-type', 'only POST /v1/imports and POST /v1/reconciliations/file take files');
    const patience = new Patience(bodyMs);
    return new FileBody(
      chunksOf(request, stream, patience),
      patience,
      boundaryIn(request.headers['content-type'] ?? ''),
    );
  });
}
