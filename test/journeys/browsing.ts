/** A browser as far as signing in goes: keeps cookies, and goes where it is sent. */
export class Browsing {
  readonly cookies = new Map<string, string>();
  /** As they were set, whole. */
  readonly set: string[] = [];

  /** @param url where the server really is, whatever the browser calls it */
  constructor(private readonly url: string) {}

  async ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: unknown) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = {
      ...(cookie !== '' && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { ...sent, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) this.keep(set);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  }

  /** Begins a sign-in. @returns where the issuer is asked */
  async begin(returnTo?: string): Promise<string> {
    const path = returnTo === undefined ? '/auth/login' : `/auth/login?returnTo=${encodeURIComponent(returnTo)}`;
    return (await this.ask('GET', path)).headers.get('location') ?? '';
  }

  /** Has the issuer answer. @returns the path, with what it says, that it sends the browser to */
  async answered(authorize: string): Promise<string> {
    const response = await fetch(authorize, { redirect: 'manual' });
    const { pathname, search } = new URL(response.headers.get('location') ?? '');
    return pathname + search;
  }

  /** Signs in from the start to the end. */
  async signIn(returnTo?: string) {
    return this.ask('GET', await this.answered(await this.begin(returnTo)), { 'sec-fetch-site': 'cross-site' });
  }

  private keep(set: string): void {
    this.set.push(set);
    const [pair = '', ...attributes] = set.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
