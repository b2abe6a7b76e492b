import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describeWhere } from '../describe-where.js';
import { aCertificate, NO_OPENSSL, type Certificate } from '../stand-ins/certificates.js';
import { NO_KAFKA } from '../stand-ins/kafka-broker.js';
import { membersOfSuite } from '../stand-ins/members.js';
import { SecuredKafka, USER } from '../stand-ins/secured-kafka.js';
import type { WatchedProcess } from './watched-process.js';

const PASSWORD = USER.password;
const API_VERSIONS = 18;
const SASL_HANDSHAKE = 17;
const SASL_AUTHENTICATE = 36;

const members = membersOfSuite();

function started(name: 'relay' | 'projector', brokers: string, env: NodeJS.ProcessEnv): Promise<WatchedProcess> {
  return members.start(name, {
    KAFKA_BROKERS: brokers,
    // The driver's own, and harmless.
    NODE_OPTIONS: '--disable-warning=TimeoutNegativeWarning',
    ...env,
  });
}

/** All it says outside its log before it ends. */
async function lastWords(refused: WatchedProcess): Promise<string> {
  await refused.ended();
  expect(refused.output).not.toContain(PASSWORD);
  return refused.complaint;
}

async function complaintOf(name: 'relay' | 'projector', server: Server, env: NodeJS.ProcessEnv): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const complaint = await lastWords(
    await started(name, `127.0.0.1:${String((server.address() as AddressInfo).port)}`, env),
  );
  for (const socket of sockets) socket.destroy();
  server.close();
  return complaint;
}

/** A broker that knows nobody: what it answers by the number of the request. */
function brokerForNobody(): Server {
  const number16 = (...numbers: number[]): Buffer =>
    Buffer.concat(numbers.map((number) => Buffer.from([(number >> 8) & 255, number & 255])));
  const text = (of: string): Buffer => Buffer.concat([number16(of.length), Buffer.from(of)]);
  const versions = [API_VERSIONS, SASL_HANDSHAKE, SASL_AUTHENTICATE].map((key) =>
    number16(key, 0, key === SASL_HANDSHAKE ? 1 : 0),
  );
  const answers: Readonly<Record<number, Buffer>> = {
    [API_VERSIONS]: Buffer.concat([number16(0, 0, versions.length), ...versions, number16(0, 0)]),
    [SASL_HANDSHAKE]: Buffer.concat([number16(0, 0, 1), text('PLAIN')]),
    [SASL_AUTHENTICATE]: Buffer.concat([number16(58), text('Authentication failed'), number16(0, 0)]),
  };
  return createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      const answer = answers[request.readInt16BE(4)] ?? Buffer.alloc(0);
      const size = Buffer.alloc(4);
      size.writeInt32BE(4 + answer.length);
      socket.write(Buffer.concat([size, request.subarray(8, 12), answer]));
    });
  });
}

it.each(['relay', 'projector'] as const)('a %s whose user Kafka does not know ends in one line', async (name) => {
  const env = { KAFKA_TLS: 'off', KAFKA_SASL: 'plain', KAFKA_USERNAME: 'me', KAFKA_PASSWORD: PASSWORD };
  expect(await complaintOf(name, brokerForNobody(), env)).toBe(
    `tallybook ${name} cannot start: Kafka does not know the user in KAFKA_USERNAME with that password: set them and the mechanism in KAFKA_SASL right, or make that user\n`,
  );
});

describeWhere(NO_OPENSSL, 'a process whose Kafka speaks TLS', () => {
  it.each([
    [
      {},
      'Kafka wants TLS, and KAFKA_TLS asks for none: set KAFKA_TLS=on, and name the authority of the certificate in KAFKA_TLS_CA_FILE',
    ],
    [
      { KAFKA_TLS: 'on' },
      'the certificate of Kafka is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): name its authority in KAFKA_TLS_CA_FILE',
    ],
  ])('ends in one line with %j', async (env, why) => {
    const { cert, key } = aCertificate(members.folder, 'IP:127.0.0.1');
    const server = createTlsServer({ cert, key }, (socket) => socket.on('error', () => undefined));
    expect(await complaintOf('relay', server, env)).toBe(`tallybook relay cannot start: ${why}\n`);
  });
});

describeWhere(NO_KAFKA ?? NO_OPENSSL, 'a process at a port of Kafka', () => {
  let kafka: SecuredKafka;
  beforeAll(async () => {
    kafka = await SecuredKafka.start(members.folder);
  });
  afterAll(() => kafka.stop());

  type Env = Readonly<Record<string, string>>;
  const user = (password = PASSWORD, mechanism = 'plain'): Env => ({
    KAFKA_SASL: mechanism,
    KAFKA_USERNAME: USER.username,
    KAFKA_PASSWORD: password,
  });
  const off = { KAFKA_TLS: 'off' };
  const trusting = (): Env => ({ KAFKA_TLS_CA_FILE: kafka.certificate.file });
  const unknown =
    'Kafka does not know the user in KAFKA_USERNAME with that password: set them and the mechanism in KAFKA_SASL right, or make that user';
  const noTls =
    'Kafka wants TLS, and KAFKA_TLS asks for none: set KAFKA_TLS=on, and name the authority of the certificate in KAFKA_TLS_CA_FILE';
  const plain =
    'Kafka speaks no TLS, and KAFKA_TLS asks for it: leave it and the settings KAFKA_TLS_… out, or give the server a certificate (it ends each handshake: where its server is only starting, wait)';

  it.each<[string, keyof SecuredKafka['ports'], () => Env, string]>([
    ['a wrong password', 'users', () => ({ ...off, ...user('x') }), unknown],
    ['a wrong password', 'tlsUsers', () => ({ ...trusting(), ...user('x') }), unknown],
    [
      'a mechanism that is not enabled',
      'users',
      () => user(PASSWORD, 'scram-sha-512'),
      'Kafka does not know the mechanism in KAFKA_SASL: set one that its brokers have enabled',
    ],
    [
      'a user where nobody asks',
      'plain',
      () => ({ ...off, ...user() }),
      'Kafka asks nobody on this port who it is, and KAFKA_SASL says it: leave it, KAFKA_USERNAME and the password out, or name the port for users in KAFKA_BROKERS',
    ],
    ['no TLS', 'tls', () => off, noTls],
    ['no TLS', 'tlsUsers', () => ({ ...off, ...user() }), noTls],
    [
      'no authority of the certificate',
      'tls',
      () => ({ KAFKA_TLS: 'on' }),
      'the certificate of Kafka is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): name its authority in KAFKA_TLS_CA_FILE',
    ],
    [
      'no certificate of its own',
      'certificates',
      trusting,
      'Kafka wants a certificate of who connects: name one that it trusts in KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE',
    ],
    [
      'a certificate of its own that is not trusted',
      'certificates',
      () => ({ ...trusting(), ...owning(aCertificate(members.folder, 'DNS:other.example')) }),
      'Kafka does not trust the certificate in KAFKA_TLS_CERT_FILE: name one of an authority that it trusts',
    ],
  ])('ends in one line with %s: %s', async (_, port, env, why) => {
    const refused = await started('relay', kafka.address(port), env());
    expect(await lastWords(refused)).toBe(`tallybook relay cannot start: ${why}\n`);
  });

  it.each<[string, keyof SecuredKafka['ports'], () => Env, string]>([
    ['TLS where there is none', 'plain', trusting, plain],
    ['TLS where there is none', 'users', () => ({ ...trusting(), ...user() }), plain],
    [
      'no user',
      'users',
      () => off,
      'Kafka ends the connection of who does not say who it is: set KAFKA_SASL, KAFKA_USERNAME and KAFKA_PASSWORD_FILE where it has users',
    ],
  ])('waits, saying why, with %s: %s', async (_, port, env, why) => {
    const waiting = await started('relay', kafka.address(port), env());
    await waiting.until(({ troubles }) => troubles.includes(`waiting for Kafka: ${why}`), 20_000);
    expect(await waiting.stop()).toMatchObject({ code: 0 });
  });

  it.each<[string, keyof SecuredKafka['ports'], () => Env]>([
    ['nothing', 'plain', () => off],
    ['a user', 'users', () => ({ ...off, ...user() })],
    ['TLS', 'tls', trusting],
    ['TLS and a user', 'tlsUsers', () => ({ ...trusting(), ...user() })],
    ['a certificate of its own', 'certificates', () => ({ ...trusting(), ...owning(kafka.trusted) })],
  ])('goes on to wait for the book with %s where that is right', async (_, port, env) => {
    const waiting = await started('relay', kafka.address(port), env());
    const trouble = 'waiting for the book in EventStoreDB: no api process has opened it yet';
    await waiting.until(({ troubles }) => troubles.includes(trouble), 20_000);
    expect(await waiting.stop()).toMatchObject({ code: 0 });
  });
});

function owning({ file, key }: Certificate): Readonly<Record<string, string>> {
  writeFileSync(`${file}.key`, key);
  return { KAFKA_TLS_CERT_FILE: file, KAFKA_TLS_KEY_FILE: `${file}.key` };
}
