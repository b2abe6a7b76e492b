import { UsageError } from './usage-error.js';

/** Asks a server for JSON. @throws UsageError with what the server says is wrong */
export async function askServer<Answer>(url: string, path: string, body?: unknown): Promise<Answer> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url + path, init);
  const answer = (await response.json()) as Answer & { readonly detail?: string };
  if (!response.ok) throw new UsageError(answer.detail ?? `the server answered ${String(response.status)}`);
  return answer;
}

/** Milliseconds between two looks at something that goes on in the server. */
const LOOK_AGAIN = 200;

/** Asks again and again until the answer is the one waited for. */
export async function pollServer<Answer>(
  url: string,
  path: string,
  isDone: (answer: Answer) => boolean,
): Promise<Answer> {
  for (;;) {
    const answer = await askServer<Answer>(url, path);
    if (isDone(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
