import autocannon from 'autocannon';
import { demoBusiness } from '#demo/business.js';
import { Deployment } from '../processes/deployment.js';
import { print, secondsOf } from './report.js';

const PIECE = 5_000;
const CONNECTIONS = 64;
const SECONDS = 8;
const CUSTOMERS = 100;

/**
 * Facts into EventStoreDB (the stand-in), in bulk and one a request: an api process alone, then two at once. Nothing relays or projects. Each
 * part is sent to all processes at the same time.
 */
export async function benchIngest(folder: string, facts: number): Promise<void> {
  const deployment = await Deployment.start({ folder, apis: 1, relays: 0, projectors: 0 });
  await bulk(deployment, facts, 'a');
  await register(deployment);
  await posts(deployment);
  await deployment.add('api');
  await bulk(deployment, facts, 'b');
  await posts(deployment);
  await deployment.stop();
}

/** Each process is sent a business of its own, so that all facts are new. */
async function bulk({ apis }: Deployment, facts: number, name: string): Promise<void> {
  const seconds = await secondsOf(() =>
    Promise.all(
      apis.map(async (api, i) => {
        const lines = [...demoBusiness({ facts, seed: 21 + i })].map((fact) =>
          JSON.stringify(fact, (key, value: unknown) =>
            /^(id|.*Id)$/.test(key) ? `${name}${String(i)}${String(value)}` : value,
          ),
        );
        for (let at = 0; at < lines.length; at += PIECE) {
          const { status } = await api.bulk(lines.slice(at, at + PIECE));
          if (status !== 200) throw new Error(`a bulk request was answered ${String(status)}`);
        }
      }),
    ),
  );
  const what = `facts through /v1/bulk into the stand-in, ${String(apis.length)} api`;
  print({ what, reached: (facts * apis.length) / seconds, unit: 'facts/s', target: '2,000 facts/s' });
}

async function register({ api }: Deployment): Promise<void> {
  for (let i = 0; i < CUSTOMERS; i++) await api.post('/v1/customers', { id: `c${String(i)}`, region: 'North' });
}

let sales = 0;

async function posts({ apis }: Deployment): Promise<void> {
  const setupRequest = (request: autocannon.Request): autocannon.Request => ({ ...request, body: sale(sales++) });
  const headers = { 'content-type': 'application/json' };
  const runs = await Promise.all(
    apis.map(({ url }) =>
      autocannon({
        ...{ url: `${url}/v1/sales`, method: 'POST', headers, requests: [{ setupRequest }] },
        ...{ connections: CONNECTIONS, duration: SECONDS },
      }),
    ),
  );
  const refused = runs.reduce((sum, { non2xx }) => sum + non2xx, 0);
  if (refused > 0) throw new Error(`${String(refused)} sales were refused`);
  const reached = runs.reduce((sum, { requests, duration }) => sum + requests.total / duration, 0);
  const what = `POST /v1/sales into the stand-in, ${String(CONNECTIONS)} connections to each of ${String(apis.length)} api`;
  print({ what, reached, unit: 'requests/s', target: 'to be known' });
  print({
    what: 'p99',
    reached: Math.max(...runs.map(({ latency }) => latency.p99)),
    unit: 'ms',
    target: 'to be known',
  });
}

function sale(number: number): string {
  const lines = [{ product: 'tea', quantity: 3, unitPrice: '4.15' }];
  const customerId = `c${String(number % CUSTOMERS)}`;
  return JSON.stringify({ id: `s${String(number)}`, customerId, occurredAt: '2024-02-03T10:30:00Z', lines });
}
