import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const PATH = '/v1/questions/by-region';
const SAVED = {
  title: 'Orders & more',
  question: { metrics: ['orders'], grain: 'month', from: '2024-01-01' },
  chart: { kind: 'bar' },
};

describe('the chart of a saved question', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-20T10:00:00Z');
    await stage.send('POST', '/v1/sales', sale('s-1', undefined, '2024-01-10', '10'));
    const { body } = await stage.send('PUT', PATH, SAVED);
    await stage.book.models.waitFor(Number(body['position']));
  });
  afterAll(() => stage.close());

  const draw = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${stage.url}${PATH}/chart.${query}`, { headers });

  it('is an SVG under its title, the same bytes each time', async () => {
    const response = await draw('svg?width=640&height=320');
    const svg = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(svg).toMatch(/^<svg width="640" height="320"/);
    expect(svg).toContain('Orders &amp; more');
    expect(svg).toContain('as of 2024-03-20');
    const again = await draw('svg?width=640&height=320');
    expect([await again.text(), again.headers.get('etag')]).toEqual([svg, response.headers.get('etag')]);
  });

  it('is a PNG of the size that is asked for, 800 by 400 unless it is', async () => {
    for (const [query, size] of [
      ['png', [800, 400]],
      ['png?width=64&height=4000&theme=dark&language=zh', [64, 4000]],
    ] as const) {
      const response = await draw(query);
      const png = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get('content-type')).toBe('image/png');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(size);
    }
  });

  it('is sent to nobody who has it', async () => {
    const etag = (await draw('svg')).headers.get('etag') ?? '';
    const known = await draw('svg', { 'if-none-match': `"other", W/${etag}` });
    expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', etag]);
    const dark = await draw('svg?theme=dark', { 'if-none-match': etag });
    expect([dark.status, dark.headers.get('etag') === etag]).toEqual([200, false]);
  });

  it('is of the clocks and days that are asked for', async () => {
    expect(await (await draw('svg?asOf=2024-02-10')).text()).toContain('as of 2024-02-10');
    const month = await (await draw('svg?period=last-month&asOf=2024-02-10')).text();
    expect(month).toContain('>2024-01<');
    expect(month).not.toContain('>2024-02<');
  });

  it('says which characters no font has', async () => {
    const { body } = await stage.send('PUT', PATH, { ...SAVED, title: 'Signs 𓀀' });
    const response = await draw(`png?position=${String(body['position'])}`);
    expect([response.status, response.headers.get('tally-missing-glyphs')]).toEqual([200, encodeURIComponent('𓀀')]);
  });

  it.each([
    ['width=63', 'width'],
    ['width=4001', 'width'],
    ['height=1.5', 'height'],
    ['theme=blue', 'theme'],
    ['language=de', 'language'],
    ['colour=red', 'colour'],
  ])('is refused with %s', async (query, field) => {
    const { status, body } = await stage.send('GET', `${PATH}/chart.png?${query}`);
    expect([status, body['code'], JSON.stringify(body['errors'])]).toEqual([
      400,
      'invalid-request',
      expect.stringContaining(field),
    ]);
  });

  it('is not found where there is no question', async () => {
    expect(await stage.problem('GET', '/v1/questions/none/chart.svg')).toBe('404 not-found');
    expect(await stage.problem('GET', `${PATH}/chart.gif`)).toBe('404 not-found');
  });
});
