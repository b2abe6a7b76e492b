import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OUR_KINDS } from '../channels/channel-kinds.js';
import { FIRINGS } from '../firings/firings.subject.js';
import { loadPlugins } from './load.js';

/** What is said to be missing of a plug-in that exports a subject. @param first what its module does before */
async function missingOf(subject: string, first = '', compatible = '^1'): Promise<readonly (string | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tally-test-'));
  try {
    const file = join(folder, 'plugin.mjs');
    await writeFile(file, `${first} export const compatible = '${compatible}'; export default ${subject};`);
    return loadPlugins(file, [FIRINGS], OUR_KINDS).missing.map(({ reason }) => reason);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const CALLED = `called: { en: 'Pager', zh: '寻呼机' }`;

/** A subject with kinds of channels. */
function channel(kinds: string): string {
  return `({ inputs }) => ({ name: 'new', events: {}, channels: { ${kinds} } })`;
}

describe('a plug-in', () => {
  it('is loaded where what it brings is new', async () => {
    expect(await missingOf(`{ name: 'new', events: {}, ownCommands: { FireRocket: {} } }`)).toEqual([]);
    const pager = `{ ${CALLED}, send() {}, fields: { url: inputs.url, key: inputs.token }, secrets: ['key'] }`;
    expect(await missingOf(channel(`'new.pager': ${pager}`))).toEqual([]);
  });

  it('is left out where its module waits at its top', async () => {
    const [reason] = await missingOf(`{ name: 'new', events: {} }`, 'await Promise.resolve();');
    expect(reason).toMatch(/require\(\) cannot be used/);
  });

  it.each(['ownCommands', 'commands'])('is left out where its %s are there already', async (commands) => {
    const route = `{ route: { method: 'POST', path: 'rockets' }, example: {}, input: {}, record() {} }`;
    const subject = `{ name: 'new', events: {}, ${commands}: { FireAlert: ${route} } }`;
    expect(await missingOf(subject)).toEqual(['there is a command FireAlert already']);
  });

  it.each([
    [`{ name: 'new', events: { Fired: { schema: 1 } } }`, 'its event Fired must be called new.Fired'],
    [`{ name: 'new', events: { 'new.Fired': {} } }`, 'the schema of new.Fired must be a whole number from 1'],
    [
      `{ name: 'new', events: {}, commands: { 'Fire!': {} } }`,
      'the command Fire! must be called by letters, digits and _',
    ],
    [`{ name: 'new', events: {}, commands: { Fire: {} } }`, 'the command Fire has no route'],
    [`{ name: 'new', events: {}, reads: { fires: { path: 'fires' } } }`, 'the read fires has no parameters'],
    [
      `{ name: 'new', events: {}, metrics: [{ name: 'm', dimensions: [], formula: { kind: 'flow', sources: [{ series: 's', measure: 'x' }] } }] }`,
      'the metric m is of s.x, and there is no such measure',
    ],
    [
      `{ name: 'new', events: {}, metrics: [{ name: 'm', dimensions: [], formula: { kind: 'magic' } }] }`,
      expect.stringMatching(/^there is no kind of formula magic: there are flow, /),
    ],
    [
      `{ name: 'new', events: {}, presets: { orders: 'SELECT 1' } }`,
      'its preset orders must be called new. and letters, digits, - and _',
    ],
    [
      `{ name: 'new', events: {}, presets: { 'new.orders': 'SELECT 1' } }`,
      'the preset new.orders must be SQL with a comment before it such as -- needs: Date, Customer',
    ],
    [
      `{ name: 'new', events: {}, charts: { dots: {} } }`,
      'its kind of chart dots must be called new. and letters, digits, - and _',
    ],
    [
      `{ name: 'new', events: {}, charts: { 'new.dots': { called: { en: 'Dots' }, module: '' } } }`,
      'the kind of chart new.dots must be called something in en and zh',
    ],
    [
      `{ name: 'new', events: {}, charts: { 'new.dots': { called: { en: 'D', zh: 'D' }, module: './dots.js' } } }`,
      expect.stringMatching(/^the kind of chart new.dots must have a module such as /),
    ],
    [
      `{ name: 'new', events: {}, charts: { 'new.dots': { called: { en: 'D', zh: 'D' }, module: import.meta.url } } }`,
      'the module of the kind of chart new.dots must export a function draw',
    ],
    [channel(`pager: {}`), 'its kind of channel pager must be called new. and letters, digits, - and _'],
    [channel(`'new.pager': {}`), 'the kind of channel new.pager must be called something in en and zh'],
    [channel(`'new.pager': { ${CALLED} }`), 'the kind of channel new.pager must have a function send'],
    [
      channel(`'new.pager': { ${CALLED}, send() {}, timeout: 300_001 }`),
      'the timeout of the kind of channel new.pager must be 1 to 300000 milliseconds',
    ],
    [channel(`'new.pager': { ${CALLED}, send() {} }`), 'the kind of channel new.pager must have fields, {} for none'],
    [
      channel(`'new.pager': { ${CALLED}, send() {}, fields: {}, secrets: ['key'] }`),
      'the kind of channel new.pager has a secret key that is no field of it',
    ],
    [
      channel(`'new.pager': { ${CALLED}, send() {}, fields: { id: inputs.label } }`),
      'the kind of channel new.pager cannot have a field id',
    ],
    [
      channel(`'new.pager': { ${CALLED}, send() {}, fields: { number: {} } }`),
      'the field number of the kind of channel new.pager must be made of the inputs that commands are made of',
    ],
    [
      channel(`'new.pager': { ${CALLED}, send() {}, fields: { url: inputs.label } }`),
      'the field url of the kind of channel new.pager is another thing for a kind that is there: call it something else',
    ],
    ['() => { throw new Error("no licence"); }', 'no licence'],
    ['undefined', 'its default export must be a subject, or a function that makes one'],
  ])('is left out where it brings no whole subject: %s', async (subject, reason) => {
    expect(await missingOf(subject)).toEqual([reason]);
  });

  it.each([
    [
      '^2',
      /^it was written for version 2 of the interface, and this is version 1: it needs a newer release of Tallybook$/,
    ],
    ['^0', /^it was written for version 0 .*: install a newer release of it$/],
    ['latest', /^it must export compatible = '\^1', not "latest"$/],
  ])('is left out where it was written for %s', async (compatible, reason) => {
    expect(await missingOf(`{ name: 'new', events: {} }`, '', compatible)).toEqual([expect.stringMatching(reason)]);
  });
});
