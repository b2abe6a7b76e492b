import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings.js';

const SECRET = 's3cr3t-Value';
const DISTRIBUTED = {
  TALLY_LOG: 'eventstoredb',
  TALLY_BUS: 'kafka',
  TALLY_VIEWS: 'mongodb',
  EVENTSTORE_URL: 'esdb://host:2113',
  KAFKA_BROKERS: 'one:9092,two:9092',
  MONGODB_URI: 'mongodb://host:27017/book',
};

function complaint(env: Readonly<Record<string, string>>): string {
  try {
    readSettings(env);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('settings', () => {
  let folder: string;
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tally-settings-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['TALLY_PASSWORD', {}],
    ['TALLY_PORT', {}],
    ['TALLY_AUTH', {}],
    ['TALLY_TIME_ZONE', {}],
    ['TALLY_CURRENCY', {}],
    ['TALLY_FISCAL_START', {}],
    ['TALLY_LOG_LEVEL', {}],
    ['TALLY_SMTP_URL', {}],
    ['TALLY_MAIL_FROM', {}],
    ['TALLY_WEBHOOK_ALLOW', {}],
    ['TALLY_SIGNING_KEY_FILE', {}],
    ['TALLY_MASTER_KEY_FILE', { TALLY_KEYS_DIR: '/keys' }],
    ['TALLY_KEYS_DIR', {}],
    ['TALLY_LOG', {}],
    ['TALLY_BUS', {}],
    ['EVENTSTORE_URL', DISTRIBUTED],
    ['KAFKA_BROKERS', DISTRIBUTED],
    ['KAFKA_TLS', DISTRIBUTED],
    ['KAFKA_TLS_CA_FILE', DISTRIBUTED],
    ['KAFKA_SASL', DISTRIBUTED],
    ['KAFKA_SASL_PASSWORD', DISTRIBUTED],
    ['KAFKA_PASSWORD', DISTRIBUTED],
    ['MONGODB_URI', DISTRIBUTED],
    ['MONGODB_URI_FILE', DISTRIBUTED],
    ['TALLY_BUS_KEY_FILE', DISTRIBUTED],
  ])('access, contract test 12: are refused by the name of %s, never with the value', (name, others) => {
    const text = complaint({ ...others, [name]: SECRET });
    expect([text.includes(' is not possible: '), text.includes(SECRET)]).toEqual([true, false]);
  });

  it.each([
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host@other:2113`],
    ['EVENTSTORE_URL', `esdb://me:a/${SECRET}@host`],
    ['EVENTSTORE_URL', `esdb://me:a:${SECRET}@host`],
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host?nope=1`],
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host?nodePreference=follower`],
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host?throwOnAppendFailure=false`],
    ['EVENTSTORE_URL', `esdb://me:${SECRET}@host?tlsVerifyCert=false`],
    ['EVENTSTORE_URL', `http://me:${SECRET}@host:2113`],
    ['MONGODB_URI', `mongodb://me:${SECRET}@host`],
    ['MONGODB_URI', `mongodb://me:a/${SECRET}@host/book`],
    ['MONGODB_URI', `mongodb://me:${SECRET}@host@other/book`],
    ['MONGODB_URI', `postgres://me:${SECRET}@host/book`],
  ])('refuse a %s that its driver would misread', (name, value) => {
    const text = complaint({ ...DISTRIBUTED, [name]: value });
    expect([text.startsWith(`${name} is not possible: `), text.includes(SECRET)]).toEqual([true, false]);
  });

  it('refuse several hosts of which its driver would use the first only, with the form that uses all', () => {
    const url = (value: string) => ({ ...DISTRIBUTED, EVENTSTORE_URL: value });
    expect(complaint(url('esdb+discover://me:a,b@one:2113,two:2113?tls=false'))).toContain(
      'name them as esdb://host1:2113,host2:2113,host3:2113, or one DNS name of the cluster as esdb+discover://cluster:2113',
    );
    for (const value of ['esdb+discover://me:a,b@one:2113', 'esdb://one,two:2113,[::1]'])
      expect(readSettings(url(value)).stores).toMatchObject({ eventStoreUrl: value });
  });

  it('pass over what tells clients where a server is', () => {
    expect(readSettings({ TALLY_URL: 'http://127.0.0.1:3000' })).toEqual(readSettings({}));
    expect(complaint({ TALLY_URI: SECRET })).not.toContain('TALLY_URL');
  });

  it('name the book after TALLY_BOOK, which may be nothing and has no end of a category in it', () => {
    const named = (name: string) => readSettings({ ...DISTRIBUTED, TALLY_BOOK: name }).stores;
    for (const name of ['north', 'Shop_2', '', '9'.repeat(50)]) expect(named(name)).toMatchObject({ book: name });
    for (const name of ['north-shop', 'north.shop', '$north', 'a b', 'ä', 'x'.repeat(51)])
      expect(complaint({ ...DISTRIBUTED, TALLY_BOOK: name })).toBe(
        'TALLY_BOOK is not possible: it must be a name of up to 50 letters, digits and underscores, or nothing for a log that was begun without one',
      );
  });

  it('take a secret from a file, without the white space around it', async () => {
    const { EVENTSTORE_URL, MONGODB_URI, ...rest } = DISTRIBUTED;
    const { stores } = readSettings({
      ...rest,
      EVENTSTORE_URL_FILE: await file('events', `${EVENTSTORE_URL}\n`),
      MONGODB_URI_FILE: await file('views', ` ${MONGODB_URI}\r\n`),
      KAFKA_SASL: 'scram-sha-256',
      KAFKA_USERNAME: 'tally',
      KAFKA_PASSWORD_FILE: await file('password', `${SECRET}\n`),
    });
    expect(stores).toEqual({
      log: 'eventstoredb',
      eventStoreUrl: EVENTSTORE_URL,
      book: 'tallybook',
      mongoUri: MONGODB_URI,
      readable: true,
      kafka: {
        brokers: ['one:9092', 'two:9092'],
        sasl: { mechanism: 'scram-sha-256', username: 'tally', password: SECRET },
      },
    });
  });

  it('take the key of the bus from a file, and none that could be guessed', async () => {
    const at = async (key: string) => ({ ...DISTRIBUTED, TALLY_BUS_KEY_FILE: await file('bus', `${key}\n`) });
    expect(readSettings(await at('0123456789abcdef')).stores).toMatchObject({ busKey: '0123456789abcdef' });
    expect(readSettings(DISTRIBUTED).stores).not.toHaveProperty('busKey');
    expect(complaint(await at('0123456789abcde'))).toBe(
      'TALLY_BUS_KEY_FILE is not possible: the key has fewer than 16 characters: make one with openssl rand -base64 32',
    );
  });

  it('take a key to sign with that is one of Ed25519, and a name of the log that can be one of a key', async () => {
    const pem = (type: 'ed25519' | 'x25519'): string =>
      (type === 'ed25519' ? generateKeyPairSync(type) : generateKeyPairSync(type)).privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString();
    const keyFile = await file('ed25519', pem('ed25519'));
    expect(readSettings({ TALLY_SIGNING_KEY_FILE: keyFile, TALLY_LOG_ORIGIN: 'example.com/log' }).signing).toEqual({
      keyFile,
      origin: 'example.com/log',
    });
    expect(complaint({ TALLY_SIGNING_KEY_FILE: await file('x25519', pem('x25519')) })).toBe(
      'TALLY_SIGNING_KEY_FILE is not possible: the key is not one of Ed25519: make one with tally keys signing',
    );
    expect(complaint({ TALLY_LOG_ORIGIN: 'my log' })).toMatch(/^TALLY_LOG_ORIGIN is not possible: it must be a name/);
  });

  it('take a key of 32 bytes, as they are or in base64, and a folder for keys that is not in that of the book', async () => {
    const key = Buffer.alloc(32, 7);
    await writeFile(join(folder, 'raw'), key);
    for (const path of [join(folder, 'raw'), await file('base64', `${key.toString('base64')}\n`)])
      expect(readSettings({ TALLY_MASTER_KEY_FILE: path, TALLY_KEYS_DIR: '/keys' }).personalKeys).toEqual({
        folder: '/keys',
        master: key,
      });
    const path = join(folder, 'raw');
    const inside = { TALLY_DATA_DIR: '/book', TALLY_MASTER_KEY_FILE: path, TALLY_KEYS_DIR: '/book/keys' };
    expect(complaint(inside)).toContain('it must not lie in the data folder');
    expect(complaint({ TALLY_MASTER_KEY_FILE: path })).toContain('set TALLY_KEYS_DIR too');
    const deployment = { ...DISTRIBUTED, TALLY_MASTER_KEY_FILE: path };
    expect(complaint({ ...deployment, TALLY_KEYS_DIR: '/keys' })).toContain('has its keys in MongoDB');
    expect(readSettings(deployment).personalKeys).toEqual({ folder: undefined, master: key });
    expect(complaint({ TALLY_MASTER_KEY_FILE: await file('short', 'x'), TALLY_KEYS_DIR: '/keys' })).toContain(
      '32 random',
    );
  });

  it.each(['EVENTSTORE_URL', 'MONGODB_URI'])('refuse %s beside its file', async (name) => {
    const path = await file('both', DISTRIBUTED.EVENTSTORE_URL);
    expect(complaint({ ...DISTRIBUTED, [`${name}_FILE`]: path })).toBe(
      `${name}_FILE is not possible: ${name} is set too: leave one of them out`,
    );
  });

  it('refuse a file that is missing or empty', async () => {
    const at = (path: string): string =>
      complaint({ ...DISTRIBUTED, MONGODB_URI: '', MONGODB_URI_FILE: path }).replace('MONGODB_URI_FILE is ', '');
    expect(at(join(folder, SECRET))).toBe('not possible: it must name a file that this process can read (ENOENT)');
    expect(at(await file('empty', ' \n'))).toBe('not possible: the file is empty');
  });

  it.each([
    [{ KAFKA_SASL: 'plain', KAFKA_PASSWORD: SECRET }, 'KAFKA_USERNAME'],
    [{ KAFKA_SASL: 'plain', KAFKA_USERNAME: 'me' }, 'KAFKA_PASSWORD_FILE'],
    [{ KAFKA_USERNAME: 'me' }, 'KAFKA_SASL'],
    [{ KAFKA_SASL: 'plain', KAFKA_USERNAME: 'me', KAFKA_PASSWORD: SECRET }, 'KAFKA_SASL'],
    [{ KAFKA_TLS: 'off', KAFKA_TLS_CA_FILE: 'package.json' }, 'KAFKA_TLS'],
    [{ KAFKA_TLS_CA_FILE: 'package.json' }, 'KAFKA_TLS_CA_FILE'],
    [{ KAFKA_TLS_KEY_FILE: 'package.json' }, 'KAFKA_TLS_KEY_FILE'],
  ])('refuse %j, which makes no connection, at %s', (env, name) => {
    expect(complaint({ ...DISTRIBUTED, ...env })).toMatch(new RegExp(`^${name} is not possible: `));
  });

  it.each([
    ['EVENTSTORE_URL', 'tlsCAFile', 'its option tlsCAFile', 'a certificate in PEM format'],
    ['EVENTSTORE_URL', 'tlsCaFile', 'its option tlsCAFile', 'a certificate in PEM format'],
    ['EVENTSTORE_URL', 'user-cert-file', 'its option userCertFile', 'a certificate in PEM format'],
    ['EVENTSTORE_URL', 'userKeyFile', 'its option userKeyFile', 'a private key in PEM format, without a passphrase'],
    ['MONGODB_URI', 'tlsCAFile', 'its option tlsCAFile', 'a certificate in PEM format'],
    ['MONGODB_URI', 'tlscafile', 'its option tlsCAFile', 'a certificate in PEM format'],
    ['MONGODB_URI', 'tlsCertificateKeyFile', 'its option tlsCertificateKeyFile', 'a certificate in PEM format'],
    ['KAFKA_TLS_CA_FILE', undefined, 'it', 'a certificate in PEM format'],
    ['KAFKA_TLS_CERT_FILE', undefined, 'it', 'a certificate in PEM format'],
    ['KAFKA_TLS_KEY_FILE', undefined, 'it', 'a private key in PEM format, without a passphrase'],
  ] as const)('say what is wrong with a file for TLS that %s names (%s)', async (name, option, what, content) => {
    const naming = (path: string): string => {
      const value = option === undefined ? path : `${DISTRIBUTED[name as 'MONGODB_URI']}?${option}=${path}`;
      return complaint({ ...DISTRIBUTED, [name]: value });
    };
    expect(naming(join(folder, SECRET))).toBe(
      `${name} is not possible: ${what} must name a file that this process can read (ENOENT)`,
    );
    expect(naming(folder)).toBe(
      `${name} is not possible: ${what} must name a file that this process can read (EISDIR)`,
    );
    for (const text of ['', 'no such thing', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
      expect(naming(await file('wrong.pem', text))).toBe(
        `${name} is not possible: ${what} must name a file with ${content}`,
      );
  });

  it('say how messages leave the house, and what lacks', async () => {
    const mail = {
      TALLY_SMTP_URL: `smtp://me:${SECRET}@mail.example:587`,
      TALLY_MAIL_FROM: 'Book <book@shop.example>',
    };
    const { TALLY_SMTP_URL_FILE, ...rest } = {
      ...mail,
      TALLY_SMTP_URL_FILE: await file('smtp', `${mail.TALLY_SMTP_URL}\n`),
    };
    const wanted = {
      mail: { url: mail.TALLY_SMTP_URL, from: mail.TALLY_MAIL_FROM },
      folder: folder,
      allowed: ['[::1]:9', 'hooks:80'],
    };
    const others = { TALLY_OUTBOX_DIR: folder, TALLY_WEBHOOK_ALLOW: '[::1]:9, hooks:80' };
    expect(readSettings({ ...rest, ...others }).outgoing).toEqual(wanted);
    expect(readSettings({ ...others, TALLY_SMTP_URL_FILE, TALLY_MAIL_FROM: mail.TALLY_MAIL_FROM }).outgoing).toEqual(
      wanted,
    );
    expect(readSettings({}).outgoing).toEqual({ allowed: [] });
    expect(complaint({ TALLY_SMTP_URL: mail.TALLY_SMTP_URL })).toBe(
      'TALLY_MAIL_FROM is not possible: TALLY_SMTP_URL and TALLY_MAIL_FROM go together: set both',
    );
    for (const wrong of ['mail.example', 'http://mail.example', `smtp://me:${SECRET}@a@b`, 'smtp://'])
      expect(complaint({ ...mail, TALLY_SMTP_URL: wrong })).toMatch(
        /^TALLY_SMTP_URL is not possible: it must be a URL/,
      );
    for (const wrong of ['book', 'a@b, c@d', 'a@b\nBcc: c@d', '@shop'])
      expect(complaint({ ...mail, TALLY_MAIL_FROM: wrong })).toMatch(/^TALLY_MAIL_FROM is not possible/);
    for (const wrong of ['10.0.0.1', 'http://10.0.0.1:80', ':80', '*'])
      expect(complaint({ TALLY_WEBHOOK_ALLOW: wrong })).toMatch(/^TALLY_WEBHOOK_ALLOW is not possible/);
  });

  it('let a password go unencrypted only where that is said', () => {
    const sasl = { KAFKA_SASL: 'plain', KAFKA_USERNAME: 'me', KAFKA_PASSWORD: SECRET };
    expect(complaint({ ...DISTRIBUTED, ...sasl, KAFKA_TLS: 'off' })).toBe('none');
    expect(readSettings({ ...DISTRIBUTED, ...sasl, KAFKA_TLS: 'on' }).stores).toMatchObject({
      kafka: { tls: {}, sasl: { mechanism: 'plain', username: 'me', password: SECRET } },
    });
  });

  it.each(['127.0.0.1', '127.8.0.9', '::1', 'localhost'])('let nobody else in on %s', (host) => {
    expect(readSettings({ TALLY_HOST: host })).toMatchObject({ host, auth: 'loopback', allowedHosts: [] });
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'tally.example', '127.0.0.1.example'])(
    'let others in on %s only with a key, or where TALLY_AUTH=off says that none is wanted',
    (host) => {
      const said = complaint({ TALLY_HOST: host });
      expect(said).toContain('set TALLY_AUTH=required and make the first key with tally key create');
      expect(said).toContain('TALLY_AUTH=off says that it is wanted');
      expect(readSettings({ TALLY_HOST: host, TALLY_AUTH: 'required' })).toMatchObject({ host, auth: 'required' });
      expect(readSettings({ TALLY_HOST: host, TALLY_AUTH: 'off' })).toMatchObject({ host, auth: 'off' });
    },
  );

  it('name the hosts that callers may ask for', () => {
    expect(readSettings({ TALLY_ALLOWED_HOSTS: 'tally.example, api' }).allowedHosts).toEqual(['tally.example', 'api']);
    expect(complaint({ TALLY_ALLOWED_HOSTS: 'http://tally.example/' })).toContain('host names without ports');
    expect(complaint({ TALLY_ALLOWED_HOSTS: '*' })).toContain('host names without ports');
  });
});
