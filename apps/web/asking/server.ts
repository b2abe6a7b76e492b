import { tallybook } from '#client/index.js';

/** The server that the page came from. A reader waits for no more than it takes to see that nobody answers. */
export const server = tallybook(location.origin, { patience: 4_000 });
