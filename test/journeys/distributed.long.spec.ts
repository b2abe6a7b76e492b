import { it } from '@jest/globals';
import { describeWithRealData, factsOf } from './real-data.js';
import { describeTwoShapes } from './two-shapes.js';

/** `DEMO_FACTS=100000 npm run test:all -- test/journeys/distributed.long` for a business of a hundred thousand facts. */
const FACTS = Number(process.env['DEMO_FACTS'] ?? 10_000);

describeTwoShapes(FACTS, (shapes) => {
  describeWithRealData('with a music shop and a trading company in it', () => {
    it('gives the same digest of all figures as one process', async () => {
      const { deployment, embedded } = shapes();
      const real = factsOf();
      const shared = await shapes().sent(deployment.apis, real);
      await shapes().sameFigures(shared, await shapes().sent([embedded], real));
    });
  });
});
