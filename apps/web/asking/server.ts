import { tallybook } from '#client/index.js';
import { ownKey } from './own-key.js';

const key = ownKey();

/** By this the server knows that a page of its own asks, and none that makes use of who has signed in. */
export const OWN_PAGE = { 'x-tally': '1' };

/** The server that the page came from, asked with the key that was given here. A reader waits for no more than it takes to see that nobody answers. */
export const server = tallybook(location.origin, {
  patience: 4_000,
  headers: OWN_PAGE,
  ...(key !== undefined && { key }),
});
