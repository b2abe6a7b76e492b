import type { FastifyInstance, FastifyRequest } from 'fastify';
import { routeConfig } from '../route-config.js';
import type { Patience } from './patience.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a file, whatever its type is said to be. */
    takesFile?: boolean;
  }
}

/** The type of a body that is a file by its route: browsers and curl send any type with one, or none. */
export const FILE_TYPE = 'application/octet-stream';

/** Bytes that must have come before a sender may keep us waiting as long again. */
const RENEWED_AFTER = 1_048_576;

/** Marks a route whose body is a file; its handler is given a `FileBody`. */
export const TakesFile = (): MethodDecorator => routeConfig({ takesFile: true });

/** A body that is a file, as its parser hands it to a route. */
export class FileBody {
  constructor(
    private readonly bytes: AsyncIterable<Buffer>,
    private readonly patience: Patience,
  ) {}

  /** Read only as fast as they are taken. */
  async *chunks(): AsyncGenerator<Buffer> {
    let since = 0;
    for await (const chunk of this.bytes) {
      since += chunk.length;
      if (since >= RENEWED_AFTER) {
        this.patience.renew();
        since = 0;
      }
      yield chunk;
    }
  }
}

/** Before a body is looked at. */
export function addFileType(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (takesFile(request)) request.headers['content-type'] = FILE_TYPE;
    done();
  });
}

export function takesFile({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean {
  return routeOptions.config.takesFile === true;
}
