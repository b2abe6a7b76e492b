import type { FastifyInstance, FastifyRequest } from 'fastify';
import { routeConfig } from '../route-config.js';
import type { UploadPart } from '#book/importing/upload.js';
import { formParts } from './form-parts.js';
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

/** The type of a form, which has files in it. */
export const FORM_TYPE = 'multipart/form-data';

/** A body that is a file, or a form with files, as its parser hands it to a route. */
export class FileBody {
  /** @param boundary what stands between the parts of a form; absent where the body is the file */
  constructor(
    private readonly bytes: AsyncIterable<Buffer>,
    private readonly patience: Patience,
    private readonly boundary?: string,
  ) {}

  get isForm(): boolean {
    return this.boundary !== undefined;
  }

  /** Its parts one after another, read only as fast as they are taken. */
  parts(): AsyncIterable<UploadPart> {
    return this.boundary === undefined ? onePart(this.chunks()) : formParts(this.chunks(), this.boundary);
  }

  private async *chunks(): AsyncGenerator<Buffer> {
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

async function* onePart(chunks: AsyncIterable<Buffer>): AsyncGenerator<UploadPart> {
  yield await Promise.resolve({ field: 'file', chunks });
}

/** What stands between the parts of a form, as its type says it. */
export function boundaryIn(type: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  return quoted ?? plain;
}

/** Before a body is looked at. */
export function addFileType(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request;
    if (takesFile(request) && boundaryIn(headers['content-type'] ?? '') === undefined)
      headers['content-type'] = FILE_TYPE;
    done();
  });
}

export function takesFile({ routeOptions }: Pick<FastifyRequest, 'routeOptions'>): boolean {
  return routeOptions.config.takesFile === true;
}
