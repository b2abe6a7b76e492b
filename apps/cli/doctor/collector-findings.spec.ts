import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readSettings } from '#platform/settings.js';
import { collectorFindings } from './collector-findings.js';

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';

describe('tally doctor about a collector of spans', () => {
  let server: Server;
  let status = 200;
  const asked: string[] = [];

  beforeEach(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push(`${String(request.url)} ${body}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    process.env[ENDPOINT] = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    Reflect.deleteProperty(process.env, ENDPOINT);
  });

  it('finds one that takes them, which it sends none', async () => {
    expect(await collectorFindings(readSettings(process.env))).toEqual([{ what: 'the collector of spans' }]);
    expect(asked).toEqual(['/v1/traces {"resourceSpans":[]}']);
  });

  it('says what is wrong with one that does not, and with one that is away', async () => {
    status = 404;
    expect(await collectorFindings(readSettings(process.env))).toMatchObject([{ wrong: expect.stringMatching(/\S/) }]);
    server.closeAllConnections();
    server.close();
    const [away] = await collectorFindings(readSettings(process.env));
    expect(away?.wrong).toMatch(/ECONNREFUSED/);
  });

  it('has nothing to say where none is wanted', async () => {
    expect(await collectorFindings(readSettings({}))).toEqual([]);
  });
});
