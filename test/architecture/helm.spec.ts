import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSettings } from '#platform/settings.js';
import { scratchFolder } from '../journeys/server.js';
import { helm, rendered, withHelm, type Pod, type Rendered } from './helm.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const STORES = [
  'mode=distributed',
  'stores.eventstore.secret=es',
  'stores.mongodb.secret=mongo',
  'stores.kafka.brokers=kafka:9093',
];
const SECURED = [
  ...STORES,
  'stores.kafka.sasl=scram-sha-512',
  'stores.kafka.secret=kafka-user',
  'stores.kafka.tlsSecret=kafka-tls',
  'stores.kafka.clientCertificate=true',
  'keys.secret=own-keys',
  'keys.signingSecret=own-signing',
  'tls.secret=own-tls',
];

withHelm(() => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  /** What the Secrets would have, as files. */
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(scratch.folder, path)), { recursive: true });
    await writeFile(join(scratch.folder, path), text);
  };
  beforeAll(async () => {
    scratch = await scratchFolder();
    const at = (path: string) => join(scratch.folder, path);
    const key = Buffer.alloc(32, 7).toString('base64');
    for (const path of ['keys/master', 'keys/bus']) await put(path, key);
    await put('stores/eventstore/url', 'esdb://tally:secret@es:2113');
    await put('stores/mongodb/uri', 'mongodb://tally:secret@mongo:27017/tallybook');
    await put('stores/kafka/password', 'secret');
    await mkdir(at('tls'));
    await mkdir(at('signing'));
    const quiet = { stdio: 'ignore' } as const;
    execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', at('signing/signing')], quiet);
    const subject = ['-subj', '/CN=shop', '-days', '2', '-nodes', '-newkey', 'rsa:2048'];
    execFileSync(
      'openssl',
      ['req', '-x509', ...subject, '-keyout', at('tls/tls.key'), '-out', at('tls/tls.crt')],
      quiet,
    );
    for (const file of ['tls.crt', 'tls.key'])
      await put(`stores/kafka-tls/${file}`, await readFile(at(`tls/${file}`), 'utf8'));
    for (const folder of ['tls', 'stores/kafka-tls'])
      await put(`${folder}/ca.crt`, await readFile(at('tls/tls.crt'), 'utf8'));
  });
  afterAll(() => scratch.remove());

  const workloads = (all: readonly Rendered[]): readonly Rendered[] =>
    all.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  const podOf = ({ spec }: Rendered): Pod => spec.template.spec;
  /** The settings that a pod's process starts with, were its files here. */
  const settingsOf = ({ containers: [{ env }] }: Pod) => {
    const told = env.map(({ name, value = 'from-a-secret' }) => [
      name,
      name.endsWith('_FILE') ? scratch.folder + value : value,
    ]);
    return readSettings(Object.fromEntries(told) as Record<string, string>);
  };

  describe('the chart', () => {
    it.each([[[]], [STORES], [SECURED]])('is linted with %j', async (values) => {
      const sets = values.flatMap((value) => ['--set', value]);
      const { stdout } = await helm('lint', 'infra/helm', '--strict', '--kube-version', '1.30.0', ...sets);
      expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed');
    });

    it('is one process with a volume for the book and one for keys, unless more is said', async () => {
      const [only, ...more] = workloads(await rendered());
      expect([only?.kind, only?.spec.replicas, more]).toEqual(['StatefulSet', 1, []]);
      expect(only?.spec.volumeClaimTemplates?.map(({ metadata: { name } }) => name)).toEqual(['data', 'personal']);
      const settings = settingsOf(podOf(only!));
      expect(settings).toMatchObject({ auth: 'required', host: '0.0.0.0', port: 3000, dataDir: '/data' });
      expect(settings.personalKeys).toBeDefined();
    });

    it('is four kinds of processes over stores that are there, each with settings that it starts with', async () => {
      const all = workloads(await rendered(...STORES));
      expect(all.map(({ metadata: { name }, spec }) => [name, spec.replicas])).toEqual([
        ['shop-tallybook-api', 2],
        ['shop-tallybook-relay', 1],
        ['shop-tallybook-projector', 2],
        ['shop-tallybook-reactor', 1],
      ]);
      for (const one of all) {
        const { stores } = settingsOf(podOf(one));
        expect(stores).toMatchObject({ log: 'eventstoredb' });
      }
    });

    it('gives keys, credentials and certificates as files of Secrets, and nothing secret as a value', async () => {
      const all = await rendered(...SECURED);
      expect(all.filter(({ kind }) => kind === 'Secret')).toEqual([]);
      for (const one of workloads(all)) {
        const pod = podOf(one);
        const settings = settingsOf(pod);
        expect(settings).toMatchObject({
          stores: { kafka: { sasl: { mechanism: 'scram-sha-512', password: 'secret' } } },
        });
        expect([settings.tls, settings.signing].includes(undefined)).toBe(false);
        expect(pod.volumes.flatMap(({ secret }) => secret?.secretName ?? []).sort()).toEqual([
          'es',
          'kafka-tls',
          'kafka-user',
          'mongo',
          'own-keys',
          'own-signing',
          'own-tls',
        ]);
        const [{ env, readinessProbe }] = pod.containers;
        expect(env.find(({ name }) => name === 'KAFKA_USERNAME')).toEqual({
          name: 'KAFKA_USERNAME',
          valueFrom: { secretKeyRef: { name: 'kafka-user', key: 'username' } },
        });
        expect(readinessProbe.httpGet).toMatchObject({ scheme: 'HTTPS', path: '/readyz' });
      }
    });

    it('makes keys where none are named, once, and keeps them', async () => {
      const secret = (await rendered()).find(({ kind }) => kind === 'Secret');
      expect(secret?.metadata).toMatchObject({
        name: 'shop-tallybook-keys',
        annotations: { 'helm.sh/resource-policy': 'keep' },
      });
      const made = Object.values(secret?.data ?? {}).map((text) => Buffer.from(text, 'base64').toString());
      expect(made.map((key) => Buffer.from(key, 'base64').length)).toEqual([32, 32]);
      expect(new Set(made).size).toBe(2);
    });

    it('only connects to see whether it lives where callers need a certificate', async () => {
      const [one] = workloads(await rendered('tls.secret=own-tls', 'tls.clientCa=true'));
      expect(podOf(one!).containers[0].readinessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
      expect(settingsOf(podOf(one!)).tls).toBeDefined();
    });

    it.each([[[]], [SECURED]])(
      'runs as nobody, changes nothing but its volumes, and mounts what there is: %j',
      async (values) => {
        for (const one of workloads(await rendered(...values))) {
          const pod = podOf(one);
          const [container] = pod.containers;
          expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
          expect(container.securityContext).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          const claimed = one.spec.volumeClaimTemplates?.map(({ metadata: { name } }) => name) ?? [];
          const mounted = container.volumeMounts.map(({ name }) => name);
          expect([...pod.volumes.map(({ name }) => name), ...claimed].sort()).toEqual([...mounted].sort());
          const main = container.command.at(-1)!.replace(/^dist\/(.*)\.js$/, '$1.ts');
          expect(existsSync(ROOT + main)).toBe(true);
          expect(one.spec.template.metadata.labels).toMatchObject(one.spec.selector.matchLabels);
        }
      },
    );

    it.each([
      [['mode=both'], /mode: embedded or distributed/],
      [['mode=distributed'], /stores\.\w+\.\w+: /],
      [[...STORES, 'stores.kafka.sasl=plain'], /stores\.kafka\.secret: a Secret with/],
    ])('is refused with %j', async (values, why) => {
      await expect(rendered(...values)).rejects.toThrow(why);
    });
  });
});
