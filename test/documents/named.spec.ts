import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROBLEMS } from '#kernel/problems.js';
import { readSettings } from '#platform/settings.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { tally } from '../journeys/server.js';
import { Stage } from '../journeys/stage.js';
import { PAGE_NAMES, ROOT, textOf } from './page.js';

const everything = PAGE_NAMES.map((page) => ({ page, text: textOf(page) }));

/** All that a pattern finds in all pages, with the page it is in. */
const found = (pattern: RegExp) =>
  everything.flatMap(({ page, text }) => [...text.matchAll(pattern)].map(([, ...groups]) => ({ page, groups })));

const anchorsOf = (page: string): readonly string[] =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('what pages name', () => {
  it('is there where a link leads', () => {
    const links = found(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g);
    const broken = links.filter(({ page, groups: [path = '', anchor] }) => {
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(ROOT + target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(links.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('is a file of the repository where it looks like one', () => {
    const paths = found(/`((?:libs|apps|infra|test|dist|\.ci)\/[\w./-]+)`/g);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter(({ groups: [path = ''] }) => !existsSync(ROOT + path))).toEqual([]);
  });

  it('is a problem there is, with its status', () => {
    const problems = found(/`(\d{3}) ([a-z]+(?:-[a-z]+)+|overloaded)`/g);
    expect(problems.length).toBeGreaterThan(10);
    const known: Readonly<Record<string, { readonly status: number }>> = PROBLEMS;
    expect(problems.filter(({ groups: [status, code = ''] }) => known[code]?.status !== Number(status))).toEqual([]);
  });
});

describe('the page of definitions', () => {
  it('has every metric with its unit, its definition and its dimensions, as the catalogue has them', () => {
    const rows: unknown[] = [];
    let dimensions: readonly string[] = [];
    for (const line of textOf('infra/docs/definitions.md').split('\n')) {
      if (line.startsWith('By ')) dimensions = [...line.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '');
      const [, name, unit, definition] = /^\| `([\w.]+)` \| (.+?) \| (.+) \|$/.exec(line) ?? [];
      if (
        name !== undefined &&
        /^\w+\.|^(orders|units|lines|interactions|mrr|arr|target|win_rate|\w+_rate|units_per_order)$/.test(name)
      )
        rows.push([name, unit, definition, dimensions]);
    }
    const metrics = [...CATALOGUE.metrics.values()].map(({ name, kind, unit, definition, dimensions: by }) => [
      name,
      kind === 'stock' ? `${unit}, at the end` : unit,
      definition,
      by,
    ]);
    const byName = (one: unknown[], other: unknown[]): number => (String(one[0]) < String(other[0]) ? -1 : 1);
    expect((rows as unknown[][]).sort(byName)).toEqual(metrics.sort(byName));
  });
});

describe('the page of settings', () => {
  const rows = [...textOf('infra/docs/settings.md').matchAll(/^\| (`.+?) \| (.*?) ?\| /gm)].map(
    ([, names = '', defaults = '']) => ({
      names: [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
      defaults: [...defaults.matchAll(/`([^`]+)`/g)].map(([, value]) => value ?? ''),
    }),
  );

  it('has every variable that is read, and no other', () => {
    const source = readdirSync(`${ROOT}libs/platform`)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => readFileSync(`${ROOT}libs/platform/${name}`, 'utf8'))
      .join('\n');
    // Where clients find a server, and files with a value instead of it: neither is read under its own name.
    const isOther = (name: string): boolean =>
      name === 'TALLY_URL' || /^(EVENTSTORE|MONGODB|KAFKA_PASSWORD).*_FILE$/.test(name);
    const read = [...source.matchAll(/\b(?:TALLY|KAFKA|EVENTSTORE|MONGODB|OTEL)_[A-Z_]*[A-Z]\b/g)].map(
      ([name]) => name,
    );
    const known = [...new Set(read)].filter((name) => !isOther(name));
    const listed = rows.flatMap(({ names }) => names).filter((name) => !isOther(name));
    expect(listed.sort()).toEqual(known.sort());
  });

  it('has the defaults that hold', () => {
    const pairs = rows.flatMap(({ names, defaults }) => defaults.map((value, i) => [names[i] ?? '', value] as const));
    expect(pairs.length).toBeGreaterThan(10);
    for (const [name, value] of pairs)
      expect([name, readSettings({ [name]: value })]).toEqual([name, readSettings({})]);
  });
});

describe('the page of the command line', () => {
  it('has every command there is', async () => {
    const { out } = await tally(['--help']);
    const there = [...out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name ?? '');
    const named = [...textOf('infra/docs/command-line.md').matchAll(/^\| `(\w+)/gm)].map(([, name]) => name ?? '');
    expect(named.sort()).toEqual(there.filter((name) => name !== 'help').sort());
  });
});

describe('the page about HTTP', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('has every route there is, and no other', async () => {
    const { body } = await stage.send('GET', '/openapi.json');
    const there = Object.entries(body['paths'] as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`),
    );
    const named = [
      ...textOf('infra/docs/integration.md').matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/[\w/{}.-]+)`/g),
    ].map(([, method = '', path = '']) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect([...new Set(named)].sort()).toEqual([...new Set(there)].sort());
  });
});
