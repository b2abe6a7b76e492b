import { isAway, isRefusedForNow, persistently, type Persistence } from './persistence.js';
import { followed, type Stage } from './stages.js';
import { jsonIn, send, textOf, type Sent, type Transport, type Upload } from './transport.js';

/** How an operation is asked for; the generated table has one for each. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{…}` for what is named first when it is called. */
  readonly path: string;
  /** Whether the call has a body, after what the path names. */
  readonly body?: true;
  /** Whether the call has a body that is a file, in its place. */
  readonly upload?: true;
  /** Whether the call has further parameters, after the body. */
  readonly query?: true;
  /** Where it must not be sent again when it is not known whether it was done. */
  readonly once?: true;
  /** Statuses beside 2xx that are answers and no problems. */
  readonly answers?: readonly number[];
  /** Its work has stages, which can be followed. */
  readonly staged?: true;
  /** The answer is no JSON. */
  readonly text?: true;
}

/** Of one call; what is not given is as the client has it. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds that it is tried again, where nobody answers or the server takes no more for now. */
  readonly patience?: number;
  /** The version that a thing must have to be changed or retired, `*` for any that is there: else it is refused as `version-mismatch`. */
  readonly ifMatch?: number | '*';
  /** Told each stage of work that may take long as it begins; nothing of calls whose work has none. */
  readonly onStage?: (stage: Stage) => void;
}

/** The request of a call, and its options. @param args as the operation has them: what the path names, body, query, options */
export function requestOf(
  route: Route,
  args: readonly unknown[],
): { readonly sent: Sent; readonly options: CallOptions } {
  const rest = [...args];
  const path = route.path.replace(/\{\w+\}/g, () => encodeURIComponent(String(rest.shift())));
  const body = bodyOf(route, rest);
  const search = route.query ? searchOf(rest.shift() ?? {}) : '';
  const options = (rest.shift() ?? {}) as CallOptions;
  const { signal, ifMatch } = options;
  const match = ifMatch === undefined ? {} : { match: ifMatch === '*' ? '*' : `"${String(ifMatch)}"` };
  return { sent: { method: route.method, path: path + search, ...body, ...match, signal }, options };
}

function bodyOf(route: Route, rest: unknown[]): Pick<Sent, 'type' | 'body'> {
  if (route.upload) return uploaded(rest.shift() as Upload);
  return route.body ? { type: 'application/json', body: JSON.stringify(rest.shift() ?? {}) } : {};
}

/** What a form is it says itself, with what stands between its parts. */
function uploaded(body: Upload): Pick<Sent, 'type' | 'body'> {
  return body instanceof FormData ? { body } : { type: 'application/octet-stream', body };
}

type Scalar = string | number | boolean;
type Parameter = Scalar | readonly Scalar[] | { readonly [field: string]: Parameter } | undefined;

/** Of a list each value is given by itself, a comma in it with a backslash; of an object each field under `name.field`. */
function searchOf(query: object): string {
  const search = new URLSearchParams();
  const add = (name: string, value: Parameter): void => {
    if (Array.isArray(value)) for (const one of value) search.append(name, String(one).replaceAll(',', '\\,'));
    else if (typeof value === 'object')
      for (const [field, inner] of Object.entries<Parameter>(value)) add(`${name}.${field}`, inner);
    else if (value !== undefined) search.append(name, String(value));
  };
  for (const [name, value] of Object.entries<Parameter>(query as Record<string, Parameter>)) add(name, value);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/**
 * Calls an operation, again while it may pass by itself that it fails.
 * @throws ProblemError, Unreachable, NoTallybook, or the reason of the signal
 */
export function call(
  transport: Transport,
  persistence: Persistence,
  route: Route,
  args: readonly unknown[],
): Promise<unknown> {
  const { sent, options } = requestOf(route, args);
  const { onStage } = options;
  const ask = async (): Promise<unknown> => {
    if (route.staged && onStage !== undefined) return followed(transport, sent, onStage);
    const response = await send(transport, sent);
    const text = await textOf(transport, sent, response, route.answers);
    return route.text ? text : jsonIn(text, transport.url + sent.path, response.status);
  };
  return persistently(ask, { ...persistence, ...options }, route.once ? isRefusedForNow : isAway);
}
