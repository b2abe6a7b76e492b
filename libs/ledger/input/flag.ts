import { kind, NONE, refused } from './kind.js';

/** Yes or no. */
export const flag = kind<boolean>(
  { type: 'boolean' },
  {
    refusals: (value) => (typeof value === 'boolean' ? NONE : refused(value, 'must be true or false')),
    accepts: (value) => typeof value === 'boolean',
  },
);
