import { isAway, persistently, type Persistence } from './persistence.js';
import { NoTallybook } from './problem.js';
import { requestOf, type Route } from './route.js';
import { refuse, send, type Transport } from './transport.js';

/** What a file is asked for as. */
export interface FileForm {
  readonly format: 'csv' | 'xlsx' | 'parquet';
  /** Whether a CSV begins with a byte order mark, for spreadsheets that want one. */
  readonly bom?: boolean;
}

/** An answer as a file, read as it comes. */
export interface TableFile {
  /** As the server calls it. */
  readonly name: string;
  readonly content: ReadableStream<Uint8Array>;
}

/**
 * Asks for the answer of an operation as a file; again while nobody answers, not once its content has begun.
 * @param args the form, then as the operation has them
 * @throws ProblemError, Unreachable, NoTallybook, or the reason of the signal
 */
export function fileOf(
  transport: Transport,
  persistence: Persistence,
  route: Route,
  [form, ...args]: readonly unknown[],
): Promise<TableFile> {
  const { sent, options } = requestOf(route, args);
  const { format, bom = false } = form as FileForm;
  const said = `format=${format}${bom ? '&bom=true' : ''}`;
  const path = `${sent.path}${sent.path.includes('?') ? '&' : '?'}${said}`;
  const ask = async (): Promise<TableFile> => {
    const response = await send(transport, { ...sent, path });
    if (!response.ok) return refuse(transport, sent, response);
    const { body, headers, status } = response;
    const [, name] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
    if (body === null || name === undefined) throw new NoTallybook(transport.url + path, status);
    return { name, content: body };
  };
  return persistently(ask, { ...persistence, ...options }, isAway);
}
