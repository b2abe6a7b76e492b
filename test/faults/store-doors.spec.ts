import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { atTheDoors } from '#platform/doors.js';
import { doorsOfBus, doorsOfLog, doorsOfViews } from '#platform/store-doors.js';
import { describeWhere } from '../describe-where.js';
import { scratchFolder } from '../journeys/server.js';
import { aCertificate, NO_OPENSSL, type Certificate } from '../stand-ins/certificates.js';

const servers: Server[] = [];
const sockets = new Set<Socket>();

/** @returns the port it listens on */
async function listening(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await once(server.close(), 'close');
  return port;
}

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

/** What is said of a store on a port, and whether waiting is of no use. */
async function said(of: Parameters<typeof atTheDoors>[0]): Promise<unknown> {
  const refused = await atTheDoors(of);
  return refused === undefined ? 'nothing' : [refused.message, refused.forGood ? 'for good' : 'for now'];
}
const log = (port: number, options: string, host = '127.0.0.1'): unknown =>
  said(doorsOfLog(`esdb://me:geheim@${host}:${String(port)}?${options}`));
const views = (port: number, options: string): unknown =>
  said(doorsOfViews(`mongodb://me:geheim@127.0.0.1:${String(port)}/book?${options}`));
const bus = (port: number, tls?: { ca: string }): unknown =>
  said(doorsOfBus({ brokers: [`127.0.0.1:${String(port)}`], ...(tls && { tls }) }));

describe('a port without TLS that is asked for it', () => {
  const plain = 'speaks no TLS, and';
  it('is told apart where it answers in its own language', async () => {
    const port = await listening(createHttp2Server());
    expect(await log(port, 'tls=true')).toEqual([
      `EventStoreDB ${plain} EVENTSTORE_URL asks for it: add tls=false to it, or give the server a certificate`,
      'for good',
    ]);
    expect(await views(port, 'tls=true')).toEqual([
      `MongoDB ${plain} MONGODB_URI asks for it: leave tls=true out of it, or give the server a certificate`,
      'for good',
    ]);
  });

  it('is waited for where it ends the handshake without a word, since its server may only be starting', async () => {
    const port = await listening(createServer((socket) => socket.once('data', () => socket.destroy())));
    expect(await bus(port, { ca: '' })).toEqual([
      `Kafka ${plain} KAFKA_TLS asks for it: leave it and the settings KAFKA_TLS_… out, or give the server a certificate (it ends each handshake: where its server is only starting, wait)`,
      'for now',
    ]);
  });
});

it('a port where nobody listens, or that says nothing, is not judged', async () => {
  const away = await freePort();
  const silent = await listening(createServer());
  for (const port of [away, silent])
    expect([await log(port, 'tls=true'), await log(port, 'tls=false')]).toEqual(['nothing', 'nothing']);
});

it('a plain port that is asked plainly is not judged', async () => {
  const port = await listening(createHttp2Server());
  expect([await log(port, 'tls=false'), await views(port, ''), await bus(port)]).toEqual(Array(3).fill('nothing'));
});

describeWhere(NO_OPENSSL, 'a port with TLS', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let right: Certificate;
  beforeAll(async () => {
    scratch = await scratchFolder();
    right = aCertificate(scratch.folder, 'IP:127.0.0.1');
  });
  afterAll(() => scratch.remove());
  const serving = (certificate: Certificate): Promise<number> =>
    listening(createTlsServer({ cert: certificate.cert, key: certificate.key }, (socket) => sockets.add(socket)));

  it('that is asked without is told apart for every store', async () => {
    const port = await serving(right);
    const asked = [await log(port, 'tls=false'), await views(port, ''), await bus(port)];
    expect(asked).toEqual([
      [
        'EventStoreDB wants TLS, and EVENTSTORE_URL asks for none: leave tls=false out of it, and name the authority of the certificate as tlsCAFile',
        'for good',
      ],
      [
        'MongoDB wants TLS, and MONGODB_URI asks for none: add tls=true to it, and name the authority of the certificate as tlsCAFile',
        'for good',
      ],
      [
        'Kafka wants TLS, and KAFKA_TLS asks for none: set KAFKA_TLS=on, and name the authority of the certificate in KAFKA_TLS_CA_FILE',
        'for good',
      ],
    ]);
  });

  it('is not judged where its certificate is trusted', async () => {
    const port = await serving(right);
    const option = `tlsCAFile=${right.file}`;
    const asked = [
      await log(port, option),
      await views(port, `tls=true&${option}`),
      await bus(port, { ca: right.cert }),
    ];
    expect(asked).toEqual(Array(3).fill('nothing'));
  });

  it('is refused where its certificate has an authority that is not trusted', async () => {
    const port = await serving(right);
    const why = 'is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): name its authority in';
    const other = aCertificate(scratch.folder, 'IP:127.0.0.1');
    const asked = [await log(port, ''), await views(port, 'tls=true'), await bus(port, { ca: other.cert })];
    expect(asked).toEqual([
      [`the certificate of EventStoreDB ${why} the option tlsCAFile of EVENTSTORE_URL`, 'for good'],
      [`the certificate of MongoDB ${why} the option tlsCAFile of MONGODB_URI`, 'for good'],
      [`the certificate of Kafka ${why} KAFKA_TLS_CA_FILE`, 'for good'],
    ]);
  });

  it('is refused where its certificate is for other names', async () => {
    const other = aCertificate(scratch.folder, 'DNS:elsewhere.example');
    const port = await serving(other);
    expect(await log(port, `tlsCAFile=${other.file}`, 'localhost')).toEqual([
      'the certificate of EventStoreDB is for other names than the one in EVENTSTORE_URL: use one that it has',
      'for good',
    ]);
  });

  it('is waited for where its certificate has run out: the server gets another one', async () => {
    const old = aCertificate(scratch.folder, 'IP:127.0.0.1', '20200101000000Z');
    const port = await serving(old);
    expect(await log(port, `tlsCAFile=${old.file}`)).toEqual([
      'the certificate of EventStoreDB is not valid today (CERT_HAS_EXPIRED): give the server another one',
      'for now',
    ]);
  });

  it('is found behind hosts that are away', async () => {
    const [away, port] = [await freePort(), await serving(right)];
    const url = `esdb://127.0.0.1:${String(away)},127.0.0.1:${String(port)}?tls=false`;
    expect(await said(doorsOfLog(url))).toEqual([expect.stringMatching(/^EventStoreDB wants TLS/), 'for good']);
  });
});
