import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoBusiness } from '#apps/cli/demo/business.js';
import { nextEventId } from '#kernel/event-ids.js';
import { scratchFolder, Server } from './server.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const { KAFKA_BROKERS, MONGODB_URI } = process.env;
const FACTS = 1_500;
const missing = KAFKA_BROKERS === undefined || MONGODB_URI === undefined;
if (missing) process.stderr.write('skipped: KAFKA_BROKERS and MONGODB_URI are not set: eval "$(infra/local/start)"\n');

/** A process of the deployment, and what it first says that matches. */
async function start(
  script: string,
  env: NodeJS.ProcessEnv,
  says: RegExp,
): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [join(ROOT, script), ...(env['ARGUMENTS']?.split(' ') ?? [])], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    const [said] = says.exec(line) ?? [];
    if (said === undefined) continue;
    child.stdout.resume();
    return { child, said };
  }
  throw new Error(`${script}: ${complaint}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

(missing ? describe.skip : describe)('the same book over several processes', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let embedded: Server;
  const processes: ChildProcess[] = [];
  const servers: Server[] = [];
  /** One process of each kind that there are several of. */
  const victims = new Map<string, ChildProcess>();
  const apis: string[] = [];
  const facts = [...demoBusiness({ facts: FACTS, seed: 21 })].map((fact) => JSON.stringify(fact));

  const run = async (script: string, env: NodeJS.ProcessEnv, says: RegExp): Promise<string> => {
    const { child, said } = await start(script, env, says);
    processes.push(child);
    victims.set(/apps\/(\w+)/.exec(script)?.[1] ?? '', child);
    return said;
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    const port = await run('test/stand-ins/eventstoredb.mjs', { ARGUMENTS: `${scratch.folder}/log.sqlite` }, /\d+$/);
    const env = {
      TALLY_LOG: 'eventstoredb',
      TALLY_BUS: 'kafka',
      TALLY_VIEWS: 'mongodb',
      EVENTSTORE_URL: `esdb://127.0.0.1:${port}?tls=false`,
      MONGODB_URI: `${MONGODB_URI?.replace(/\/[^/]*$/, '') ?? ''}/journey-${nextEventId()}`,
      TALLY_PORT: '0',
    };
    for (const name of ['one', 'two']) {
      const said = await run(
        'dist/apps/api/main.js',
        { ...env, TALLY_DATA_DIR: `${scratch.folder}/${name}` },
        /http:\S+/,
      );
      apis.push(said);
    }
    const runs = /runs$/;
    await Promise.all([
      run('dist/apps/relay/main.js', env, runs),
      run('dist/apps/relay/main.js', env, runs),
      run('dist/apps/projector/main.js', env, runs),
      run('dist/apps/projector/main.js', env, runs),
      run('dist/apps/projector/main.js', env, runs),
    ]);
    embedded = await Server.start(`${scratch.folder}/embedded`);
    servers.push(embedded);
  });

  afterAll(async () => {
    for (const server of servers) await server.stop();
    for (const child of [...processes].reverse()) await stop(child);
    await scratch.remove();
  });

  const bulk = async (url: string, lines: readonly string[]): Promise<{ position: string; accepted: number }> => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${url}/v1/bulk`, { method: 'POST', headers, body: lines.join('\n') });
    return (await response.json()) as { position: string; accepted: number };
  };
  const ask = (url: string, position: string): Promise<Response> =>
    fetch(`${url}/v1/figures?asOf=2024-12-31&grain=quarter&position=${position}`);
  const figures = async (url: string, position: string): Promise<unknown> => {
    let response = await ask(url, position);
    // A slow machine may take longer than a reader is made to wait.
    while (response.status === 503) response = await ask(url, position);
    const body = (await response.json()) as { digest?: string; detail?: string };
    expect([body.detail, response.status]).toEqual([undefined, 200]);
    return body.digest;
  };

  it('gives the same digest of all figures as one process', async () => {
    const [one = '', two = ''] = apis;
    const half = Math.floor(FACTS / 2);
    const first = await bulk(one, facts.slice(0, half));
    // One of each is killed in the middle: the others take over.
    for (const name of ['relay', 'projector']) victims.get(name)?.kill('SIGKILL');
    const second = await bulk(two, facts.slice(half));
    const alone = await embedded.bulk(facts);
    expect([first.accepted + second.accepted, alone.body['accepted']]).toEqual([FACTS, FACTS]);
    const wanted = await figures(embedded.url, String(alone.body['position']));
    expect(await figures(one, second.position)).toBe(wanted);
    expect(await figures(two, second.position)).toBe(wanted);
  });

  it('switches to a published policy, and tells what was known before from a replay', async () => {
    const [one = '', two = ''] = apis;
    const policy = { id: 'p', effectiveFrom: '2023-06-01', policy: { churnAfterDays: 30, atRiskAfterDays: 20 } };
    const publish = async (url: string): Promise<string> => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(policy) };
      const body = (await (await fetch(`${url}/v1/policies/lifecycle`, init)).json()) as { position: string };
      return body.position;
    };
    const [shared, alone] = [await publish(one), await publish(embedded.url)];
    const wanted = await figures(embedded.url, alone);
    expect(await figures(two, shared)).toBe(wanted);
  });

  it('records a fact once, whichever process is asked', async () => {
    const [one = '', two = ''] = apis;
    const again = await bulk(two, facts.slice(0, 50));
    expect(again).toMatchObject({ accepted: 0, duplicates: 50 });
    const response = await fetch(`${one}/readyz`);
    expect([response.status, ((await response.json()) as { status: string }).status]).toEqual([200, 'ready']);
  });
});
