/** Where each type of fact is recorded: a stream, with `{…}` for fields of the fact. */
export type Streams = Readonly<Record<string, string>>;

/** What tells facts in the log apart: the stream of one, and the id it was given. */
export function claimKey(stream: string, claim: string): string {
  return JSON.stringify([stream, claim]);
}

/** Where the fact of a line is found in the log; what is no fact is nowhere. */
export function claimOf(line: string, streams: Streams): string {
  const { type, data } = fieldsOf(parsed(line));
  const fields = fieldsOf(data);
  const stream = typeof type === 'string' && Object.hasOwn(streams, type) ? streams[type] : undefined;
  if (stream === undefined || typeof fields['id'] !== 'string') return '';
  return claimKey(
    stream.replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name])),
    fields['id'],
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
