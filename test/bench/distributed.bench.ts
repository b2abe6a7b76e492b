import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoBusiness } from '#demo/business.js';
import { Kafka, logLevel } from 'kafkajs';
import { Deployment } from '../processes/deployment.js';
import { percentile, print, secondsOf } from './report.js';

const PIECE = 5_000;
const LAGS = 100;

/** Each part of a deployment by itself, on the servers that `infra/local/start` started: first the log is filled, then relayed, then projected. */
export async function benchDistributed(folder: string, facts: number): Promise<void> {
  const deployment = await Deployment.start({ folder, apis: 1, relays: 0, projectors: 0 });
  const lines = [...demoBusiness({ facts, seed: 21 })].map((fact) => JSON.stringify(fact));
  let last = '0';
  await part('facts through /v1/bulk into the stand-in for EventStoreDB', facts, deployment, async () => {
    for (let i = 0; i < lines.length; i += PIECE)
      last = String((await deployment.api.bulk(lines.slice(i, i + PIECE))).body['position']);
  });
  const topic = `tallybook-${await bookOf(deployment)}`;
  await deployment.add('relay');
  await part('records from the log into Kafka, one relay', facts, deployment, () => untilRelayed(topic, facts));
  await deployment.add('projector');
  await part('events from Kafka into FerretDB, one projector', facts, deployment, () => untilCovered(deployment, last));
  await printLag(deployment);
  await deployment.stop();
}

/** How long a part takes, and what its processes compute meanwhile. */
async function part(what: string, count: number, deployment: Deployment, work: () => Promise<void>): Promise<void> {
  const before = cpuSeconds(deployment);
  const seconds = await secondsOf(work);
  print({ what, reached: count / seconds, unit: 'per s', target: 'to be known' });
  const shares = [...cpuSeconds(deployment)].map(([name, now]) => {
    const used = now - (before.get(name) ?? 0);
    return `${name} ${used.toFixed(1)}`;
  });
  process.stdout.write(`  ${seconds.toFixed(1)} s; processor seconds: ${shares.join(', ')}\n`);
}

/** Of every process, the local servers too. Source: proc(5), utime and stime in hundredths of a second. */
function cpuSeconds({ programs, log }: Deployment): ReadonlyMap<string, number> {
  const pids = new Map<string, number>([['eventstoredb', log.pid]]);
  for (const [kind, list] of Object.entries(programs)) for (const { pid } of list) pids.set(kind, pid);
  const servers = process.env['TEST_SERVERS_FOLDER'];
  if (servers !== undefined)
    for (const file of readdirSync(servers))
      if (/^(kafka|ferretdb)\.pid$/.test(file))
        pids.set(file.replace('.pid', ''), Number(readFileSync(`${servers}/${file}`, 'utf8')));
  return new Map([...pids].map(([name, pid]) => [name, cpuOf(pid)]));
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function bookOf({ env }: Deployment): Promise<string> {
  const { EventStoreDbEventLog } = await import('#log-eventstoredb/eventstoredb-event-log.js');
  const log = new EventStoreDbEventLog(env['EVENTSTORE_URL'] ?? '', { book: 'tallybook' });
  const [opened] = await log.readStream('book');
  await log.close();
  return opened?.id ?? '';
}

async function untilRelayed(topic: string, facts: number): Promise<void> {
  const admin = new Kafka({
    brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  for (;;) {
    const ends = await admin.fetchTopicOffsets(topic).catch(() => []);
    if (ends.reduce((sum, { high }) => sum + Number(high), 0) >= facts) break;
    await sleep(5);
  }
  await admin.disconnect();
}

async function untilCovered({ api }: Deployment, position: string): Promise<void> {
  while (Number((await api.get('/readyz'))['position']) < Number(position)) await sleep(20);
}

/** From the receipt of a fact to the figure that has it, one after another. */
async function printLag({ api }: Deployment): Promise<void> {
  const lags: number[] = [];
  for (let i = 0; i < LAGS; i++) {
    const body = {
      id: `lag-${String(i)}`,
      occurredAt: '2024-02-03',
      lines: [{ product: 'x', quantity: 1, unitPrice: 1 }],
    };
    const { position } = (await api.post('/v1/sales', body)).body;
    const seconds = await secondsOf(() => api.get(`/v1/query?metrics=orders&position=${String(position)}`));
    lags.push(seconds * 1_000);
  }
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const)
    print({
      what: `fact to figure, ${name}`,
      reached: percentile(lags, share),
      unit: 'ms',
      target: 'below 100 ms embedded',
    });
}
