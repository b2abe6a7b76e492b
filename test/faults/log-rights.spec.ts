import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { Refused } from '#kernel/refused.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { checkRights } from '#log-eventstoredb/rights.js';
import { describeWhere } from '../describe-where.js';
import { aCertificate, NO_OPENSSL } from '../stand-ins/certificates.js';
import type { Fault } from '../stand-ins/eventstoredb-process.js';
import { membersOfSuite, type Members } from '../stand-ins/members.js';

const HOW =
  'an administrator adds it, or a group of its, to the ACL of $all (readRoles) or of the streams (see infra/docs/rights.md)';
const UNKNOWN =
  'EventStoreDB does not know the user of EVENTSTORE_URL with that password: set them right, or let an administrator make that user';
const PASSWORD = 'g%40heim';

const members = membersOfSuite();
afterEach(() => members.log.fault('none'));

/** Whatever a process says goes through here: no test that reads it would miss a password or a stack. */
function clean(output: string): string {
  expect(output).not.toContain(PASSWORD);
  expect(output).not.toMatch(/^\s+at /m);
  // Node says of the gRPC library that it names a server by its number.
  return output.replaceAll(/^\((node:|Use `node).*\n/gm, '');
}

type Started = ReturnType<Members['start']>;
const started = (name: 'api' | 'relay' | 'projector', url: string): Started =>
  members.start(name, { EVENTSTORE_URL: url.replace('//', `//me:${PASSWORD}@`) });

describe('the rights that the log needs', () => {
  const refusal = async (appends: boolean): Promise<unknown> =>
    checkRights(members.log.url, '', appends).catch((error: unknown) => error);

  it('are there where nothing is denied, and looking for them leaves nothing behind', async () => {
    const log = new EventStoreDbEventLog(members.log.url);
    const before = await log.tail();
    for (let i = 0; i < 3; i++) expect(await refusal(true)).toBeUndefined();
    expect([await log.tail(), await log.readStream('book'), await members.log.openReads()]).toEqual([before, [], 0]);
    await log.close();
  });

  it.each<[Exclude<Fault, 'die'>, boolean, string | undefined]>([
    ['denied-all', true, `the user of EVENTSTORE_URL may not read $all, not subscribe to $all: ${HOW}`],
    ['denied-all', false, `the user of EVENTSTORE_URL may not read $all, not subscribe to $all: ${HOW}`],
    ['denied-streams', true, `the user of EVENTSTORE_URL may not read its streams: ${HOW}`],
    ['denied-appends', true, `the user of EVENTSTORE_URL may not append to its streams: ${HOW}`],
    ['denied-appends', false, undefined],
  ])('are told one by one: %s, appends %s', async (fault, appends, message) => {
    await members.log.fault(fault);
    expect(await refusal(appends)).toEqual(message === undefined ? undefined : new Refused(message, false));
  });

  it('are nobody’s whom the server does not know', async () => {
    await members.log.fault('unknown-user');
    expect(await refusal(true)).toEqual(new Refused(UNKNOWN, true));
  });
});

describe('a process', () => {
  it.each(['api', 'relay', 'projector'] as const)(
    'that must not read $all says so and goes on when it may: %s',
    async (name) => {
      await members.log.fault('denied-all');
      const waiting = await started(name, members.log.url);
      const trouble = `waiting for EventStoreDB: the user of EVENTSTORE_URL may not read $all, not subscribe to $all: ${HOW}`;
      await waiting.until(({ troubles }) => troubles.includes(trouble), 20_000);
      // No figure would ever see a fact.
      const body = JSON.stringify({ id: 'ada' });
      const headers = { 'content-type': 'application/json' };
      const fact = await fetch(`${waiting.url}/v1/customers`, { method: 'POST', headers, body });
      expect(fact.status).toBe(404);
      await members.log.fault('none');
      await waiting.until(
        ({ troubles }) => !troubles.some((one) => one.startsWith('waiting for EventStoreDB')),
        20_000,
      );
      expect(await waiting.stop()).toMatchObject({ code: 0 });
      expect(
        clean(waiting.output).match(/"reason":"the user of EVENTSTORE_URL may not read \$all, not sub/g),
      ).toHaveLength(1);
    },
  );

  it.each(['api', 'relay', 'projector'] as const)('whose user is not known ends in one line: %s', async (name) => {
    await members.log.fault('unknown-user');
    const refused = await started(name, members.log.url);
    await refused.ended();
    expect(clean(refused.complaint)).toBe(`tallybook ${name} cannot start: ${UNKNOWN}\n`);
  });

  it('that asks a plain port for TLS ends in one line', async () => {
    const refused = await started('relay', members.log.url.replace('tls=false', 'tls=true'));
    await refused.ended();
    expect(clean(refused.complaint)).toBe(
      'tallybook relay cannot start: EventStoreDB speaks no TLS, and EVENTSTORE_URL asks for it: add tls=false to it, or give the server a certificate\n',
    );
  });
});

describeWhere(NO_OPENSSL, 'a process whose log speaks TLS', () => {
  it.each([
    [
      'tls=false',
      'EventStoreDB wants TLS, and EVENTSTORE_URL asks for none: leave tls=false out of it, and name the authority of the certificate as tlsCAFile',
    ],
    [
      'tls=true',
      'the certificate of EventStoreDB is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): name its authority in the option tlsCAFile of EVENTSTORE_URL',
    ],
  ])('and that is told %s ends in one line', async (option, why) => {
    const { cert, key } = aCertificate(members.folder, 'IP:127.0.0.1');
    const server = createTlsServer({ cert, key, ALPNProtocols: ['h2'] }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const refused = await started(
      'api',
      `esdb://127.0.0.1:${String((server.address() as AddressInfo).port)}?${option}`,
    );
    await refused.ended();
    expect(clean(refused.complaint)).toBe(`tallybook api cannot start: ${why}\n`);
    server.close();
  });
});
