import { NoTallybook, ProblemError, Unreachable } from '#client/index.js';
import { ownKey } from './own-key.js';

/** A file that the server makes. */
interface Downloaded {
  /** As the server calls it. */
  readonly name: string;
  readonly blob: Blob;
  /** Characters that are boxes in it, since no font has them; empty where there are none. */
  readonly missing: string;
}

/**
 * Fetches what is drawn as a file, for which the client has no operation.
 * @param path with its query
 * @throws ProblemError, Unreachable, NoTallybook
 */
export async function download(path: string): Promise<Downloaded> {
  const key = ownKey();
  const asking = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await reached(() => fetch(path, { headers: asking }));
  const { headers, ok } = response;
  if (!ok) throw await refusalIn(response);
  const [, name] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
  if (name === undefined) throw new NoTallybook(path, response.status);
  const blob = await reached(() => response.blob());
  return { name, blob, missing: decodeURIComponent(headers.get('tally-missing-glyphs') ?? '') };
}

async function reached<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new Unreachable(location.origin, error);
  }
}

async function refusalIn(response: Response): Promise<Error> {
  const { status, url } = response;
  try {
    const { code = '', detail = '' } = (await response.json()) as { readonly code?: string; readonly detail?: string };
    return new ProblemError(code, status, detail);
  } catch {
    return new NoTallybook(url, status);
  }
}
