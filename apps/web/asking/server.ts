import { tallybook } from '#client/index.js';
import { ownKey } from './own-key.js';

const key = ownKey();

/** The server that the page came from, asked with the key that was given here. A reader waits for no more than it takes to see that nobody answers. */
export const server = tallybook(location.origin, { patience: 4_000, ...(key !== undefined && { key }) });
