import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CHANNEL_KINDS } from '#subjects/index.js';
import { SUBJECT_CHARTS } from '#subjects/tables.js';
import { withChannelKinds } from './channel-kinds.js';
import { chartModules, withKinds } from './chart-kinds.js';
import { builtPage, type PageFile } from './page-files.js';

/** What is served to whoever follows a link from elsewhere: it has no figure in it, and asks for those by itself. */
declare module 'fastify' {
  interface FastifyContextConfig {
    isPage?: boolean;
  }
}

/** The page runs nothing and is styled by nothing but its own files. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Named after its content, such a file never changes. */
const ASSETS = '/assets/';
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';

/**
 * Serves the analysts' page at `/` and at the places within it, where it is built. Each file has a route of its own, so that any other
 * path is a problem as before.
 */
export async function servePage(server: FastifyInstance): Promise<void> {
  const { files, places } = await builtPage();
  const built = files.get('/index.html');
  if (built === undefined) return;
  const page = withChannelKinds(withKinds(built, SUBJECT_CHARTS), CHANNEL_KINDS);
  const serve = (url: string, file: PageFile, caching: string): void => {
    server.get(url, { config: { isPage: true } }, (request, reply) => send(file, caching, request, reply));
  };
  for (const [path, file] of chartModules(SUBJECT_CHARTS)) serve(path, file, ASK_FIRST);
  for (const place of places) serve(place, page, ASK_FIRST);
  for (const [path, file] of files) if (path.startsWith(ASSETS)) serve(path, file, FOR_EVER);
}

function send(file: PageFile, caching: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coding = codingFor(request.headers['accept-encoding'], file);
  void reply.headers({
    'content-type': file.type,
    'cache-control': caching,
    'content-security-policy': POLICY,
    vary: 'accept-encoding',
  });
  if (coding !== undefined) void reply.header('content-encoding', coding);
  return reply.send(coding === undefined ? file.content : file.compressed.get(coding));
}

/** The best of those that are there and that the asker takes; none is always taken. */
function codingFor(accepted: string | readonly string[] | undefined, { compressed }: PageFile) {
  const taken = [accepted ?? []].flat().join(',').toLowerCase().split(',');
  return [...compressed.keys()].find((coding) => taken.some((one) => takes(one, coding)));
}

function takes(said: string, coding: string): boolean {
  const [name, weight = ''] = said.trim().split(/\s*;\s*/);
  return name === coding && !/^q=0(\.0*)?$/.test(weight);
}
