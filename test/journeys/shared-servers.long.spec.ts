import { describeBooksBeside } from './books-beside.js';

/** Events of others: `FOREIGN=100000 npm run test:all -- test/journeys/shared-servers.long` for a hundred thousand. */
const FOREIGN = Number(process.env['FOREIGN'] ?? 10_000);

describeBooksBeside(FOREIGN, ['north', 'south']);
