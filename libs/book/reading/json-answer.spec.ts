import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeJson } from './json-answer.js';

async function written(value: unknown): Promise<string> {
  const { pieces, bytes } = await writeJson(value, () => undefined);
  const text = Buffer.concat(pieces);
  expect(text.length).toBe(bytes);
  return text.toString();
}

describe('an answer written piece by piece', () => {
  it('is what JSON.stringify gives, whatever it is made of', async () => {
    const anything = fc.anything({ withDate: true, withNullPrototype: true, maxDepth: 7 });
    await fc.assert(
      fc.asyncProperty(fc.record({ rows: fc.array(anything), totals: anything }), async (value) => {
        expect(await written(value)).toBe(JSON.stringify(value));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what is undefined, and keeps its place in a list', async () => {
    expect(await written({ a: undefined, b: [1, undefined, null], c: {}, d: [] })).toBe(
      '{"b":[1,null,null],"c":{},"d":[]}',
    );
  });

  it('is stopped by a step that throws, and refused where it grows too large', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ region: `region ${String(i)}` }));
    const stop = new Error('nobody waits');
    await expect(
      writeJson({ rows }, () => {
        throw stop;
      }),
    ).rejects.toBe(stop);
    const row = 'x'.repeat(1_000_000);
    const many = Array.from({ length: 129 }, () => row);
    await expect(writeJson(many, () => undefined)).rejects.toMatchObject({ code: 'answer-too-large' });
  });
});
