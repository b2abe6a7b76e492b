import { expect, it } from '@jest/globals';
import { filesOf } from '#client/generator/files.js';
import type { Document } from '#client/generator/schema.js';
import { readFiles } from '#client/generator/written.js';
import { Stage } from '../journeys/stage.js';

it('the client is what is generated from the API: `npm run generate:client` makes it so', async () => {
  const stage = await Stage.open();
  const { body } = await stage.send('GET', '/openapi.json');
  await stage.close();
  const committed = await readFiles('libs/client/generated');
  expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(filesOf(body as unknown as Document)));
});
