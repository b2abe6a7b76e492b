import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { readSettings } from '#platform/settings.js';
import { freePort, WatchedProcess } from '../faults/watched-process.js';
import { scratchFolder } from '../journeys/server.js';
import { Stage } from '../journeys/stage.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const file = (name: string): string => readFileSync(ROOT + name, 'utf8');

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
}

const compose = load(file('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(compose.services);
const OWN = ['api', 'relay', 'projector', 'reactor'];
const own = services.filter(([name]) => OWN.includes(name));
const scratch = await scratchFolder();
/** A key of this spec's own: that of the containers is made in their volume. */
const keyFile = `${scratch.folder}/key`;
await writeFile(keyFile, 'of this spec alone');
afterAll(() => scratch.remove());

describe('docker-compose.yml', () => {
  it.each(own)('gives %s settings that it starts with', (name, { environment = {}, command }) => {
    const { stores, port, host } = readSettings({ ...environment, TALLY_BUS_KEY_FILE: keyFile });
    expect([stores.log, port, host]).toEqual(['eventstoredb', 3000, '0.0.0.0']);
    expect(command).toEqual(['node', `dist/apps/${name}/main.js`]);
    expect(file(`apps/${name}/main.ts`)).toContain(`runProcess('${name}'`);
  });

  it.each(own)(
    'has %s wait for stores that there are, at the addresses it is told',
    (_name, { environment = {}, depends_on = {} }) => {
      const settings = ['EVENTSTORE_URL', 'KAFKA_BROKERS', 'MONGODB_URI'].map((name) => environment[name] ?? '');
      const hosts = settings.map((address) => /(?:\/\/|^)([\w-]+):\d+/.exec(address)?.[1]);
      expect(Object.keys(depends_on)).toEqual(hosts);
      expect(hosts.filter((host) => compose.services[host ?? ''] === undefined)).toEqual([]);
      expect(Object.values(depends_on)).toEqual(hosts.map(() => ({ condition: 'service_healthy' })));
    },
  );

  it('has a health check and a restart policy for every container, and no port open to the world', () => {
    expect(
      services.filter(([, { healthcheck }]) => (healthcheck?.test?.length ?? 0) < 2).map(([name]) => name),
    ).toEqual([]);
    expect(services.filter(([, { restart }]) => restart !== 'unless-stopped').map(([name]) => name)).toEqual([]);
    const ports = services.flatMap(([, { ports = [] }]) => ports);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('keeps what must survive in named volumes, each declared and used', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('gives all of them one key, which is made by whoever is first', async () => {
    const file = `${scratch.folder}/made`;
    for (const [, { entrypoint, environment, volumes = [] }] of own)
      expect([entrypoint, volumes.includes('keys:/keys'), environment?.['TALLY_BUS_KEY_FILE']]).toEqual([
        ['infra/with-keys'],
        true,
        '/keys/bus',
      ]);
    const run = promisify(execFile);
    const keys = await Promise.all(
      Array.from({ length: 5 }, () =>
        run(`${ROOT}infra/with-keys`, ['cat', file], { env: { ...process.env, TALLY_BUS_KEY_FILE: file } }),
      ),
    );
    expect(new Set(keys.map(({ stdout }) => stdout)).size).toBe(1);
    const { stores } = readSettings({ ...own[0]?.[1].environment, TALLY_BUS_KEY_FILE: file });
    expect(stores).toMatchObject({ busKey: expect.stringMatching(/^[\w+/]{43}=$/) });
  });
});

describe('docker-compose.embedded.yml', () => {
  const embedded = load(file('docker-compose.embedded.yml')) as typeof compose;

  it('is one container whose settings start the whole book, for those with a key alone', async () => {
    const [[name, { environment = {}, command, entrypoint }], ...more] = Object.entries(embedded.services) as [
      [string, Service],
    ];
    expect([name, more, command?.at(-1), entrypoint]).toEqual([
      'tallybook',
      [],
      'dist/apps/standalone/main.js',
      ['infra/with-keys'],
    ]);
    const master = `${scratch.folder}/master`;
    const env = { ...process.env, TALLY_MASTER_KEY_FILE: master };
    await promisify(execFile)(`${ROOT}infra/with-keys`, ['true'], { env });
    const settings = readSettings({ ...environment, TALLY_MASTER_KEY_FILE: master });
    expect(settings).toMatchObject({ auth: 'required', host: '0.0.0.0', port: 3000, dataDir: '/data' });
    expect(settings.personalKeys).toMatchObject({ folder: '/keys/personal' });
  });

  it('keeps the book and the keys in volumes of their own, and is open to this machine alone', () => {
    const [{ volumes = [], ports = [] }] = Object.values(embedded.services) as [Service];
    expect([volumes, Object.keys(embedded.volumes), ports]).toEqual([
      ['data:/data', 'keys:/keys'],
      ['data', 'keys'],
      ['127.0.0.1:3000:3000'],
    ]);
  });

  it('runs as nobody and changes nothing but its volumes, as the processes of the other do', () => {
    for (const service of [...Object.values(embedded.services), ...own.map(([, service]) => service)])
      expect(service).toMatchObject({
        user: 'node',
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
  });
});

describe('docker-compose.secured.yml', () => {
  const secured = load(file('docker-compose.secured.yml'), {
    schema: CORE_SCHEMA.withTags(mergeTag),
  }) as typeof compose & {
    readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  };
  const at = (secret: string): string => `${scratch.folder}/${secret}`;

  beforeAll(async () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const texts = { bus_key: key, master_key: key, kafka_password: 'secret' };
    const urls = {
      eventstore_url: 'esdb://tally:secret@es:2113',
      mongodb_uri: 'mongodb://tally:secret@mongo/tallybook',
    };
    for (const [name, text] of Object.entries({ ...texts, ...urls })) await writeFile(at(name), text);
    const args = ['req', '-x509', '-subj', '/CN=api', '-days', '2', '-nodes', '-newkey', 'rsa:2048'];
    await promisify(execFile)('openssl', [...args, '-keyout', at('tls_key'), '-out', at('tls_cert')]);
    await writeFile(at('kafka_ca'), readFileSync(at('tls_cert')));
  });

  it('starts each process with TLS, a user of each store, and for those with a key alone', () => {
    expect(Object.keys(secured.services)).toEqual(OWN);
    for (const { environment = {} } of Object.values(secured.services)) {
      const told = Object.entries(environment).map(([name, value]) => [
        name,
        value
          .replace(/^\/run\/secrets\//, at(''))
          .replace(/^\$\{(\w+):.*\}$/, (_whole, own: string) => own.toLowerCase()),
      ]);
      const settings = readSettings({ ...Object.fromEntries(told), KAFKA_BROKERS: 'kafka:9093' } as Record<
        string,
        string
      >);
      expect(settings).toMatchObject({
        auth: 'required',
        stores: { kafka: { sasl: { mechanism: 'scram-sha-512', username: 'kafka_username', password: 'secret' } } },
      });
      expect(settings.tls).toBeDefined();
    }
  });

  it('has no secret in it but names of files, each of which is given', () => {
    const named = Object.values(secured.services).flatMap(({ environment = {} }) =>
      Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.*)$/.exec(value)?.[1] ?? []),
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(secured.secrets).sort());
    expect(Object.values(secured.secrets).every(({ file: path }) => path.startsWith('./secrets/'))).toBe(true);
  });
});

describe('what is scraped', () => {
  const exported = new Set<string>();
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    const read = async (url: string): Promise<void> => {
      const text = await (await fetch(`${url}/metrics`)).text();
      for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
        exported.add(name);
        if (type === 'histogram') for (const part of ['bucket', 'count', 'sum']) exported.add(`${name}_${part}`);
      }
    };
    await read(stage.url);
    // They answer before they have found a store.
    const nowhere = { ...compose.services['relay']?.environment, TALLY_HOST: '127.0.0.1', TALLY_BUS_KEY_FILE: keyFile };
    for (const name of ['relay', 'projector', 'reactor'] as const) {
      const port = await freePort();
      const watched = new WatchedProcess(name, port, {
        ...nowhere,
        TALLY_PLUGINS: `${ROOT}test/architecture/plugins/tickets.mjs`,
        TALLY_DATA_DIR: scratch.folder,
        EVENTSTORE_URL: 'esdb://127.0.0.1:9?tls=false',
        KAFKA_BROKERS: '127.0.0.1:9',
        MONGODB_URI: 'mongodb://127.0.0.1:9/none',
      });
      await watched.until(({ troubles }) => troubles.some((trouble) => trouble.startsWith('waiting for ')), 20_000);
      await read(watched.url);
      await watched.stop();
    }
  });

  afterAll(() => stage.close());

  it('comes from the services of docker-compose.yml, at the port they listen on', () => {
    const { scrape_configs: jobs } = load(file('infra/metrics/prometheus.yml')) as {
      scrape_configs: { job_name: string; dns_sd_configs: { names: string[]; port: number }[] }[];
    };
    const found = jobs.map(({ job_name: job, dns_sd_configs: where }) => [
      job,
      ...where.map(({ names, port }) => [names, port]),
    ]);
    expect(found).toEqual(
      OWN.map((name) => [name, [[name], Number(compose.services[name]?.environment?.['TALLY_PORT'])]]),
    );
  });

  it('is all that the dashboard and the operations page name', () => {
    const named = [
      ...`${file('infra/metrics/grafana-dashboard.json')}${file('infra/docs/operations.md')}`.matchAll(
        /\b(?:tally|process|nodejs)_[a-z0-9_]+/g,
      ),
    ];
    const missing = new Set(named.map(([name]) => name).filter((name) => !exported.has(name)));
    expect([...missing]).toEqual([]);
  });
});
