import { expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

it('says which settings of signing in are missing, or cannot be', () => {
  const good = {
    TALLY_AUTH: 'required',
    TALLY_OIDC_ISSUER: 'https://login.test',
    TALLY_OIDC_CLIENT_ID: 'tally',
    TALLY_PUBLIC_URL: 'https://tally.test/',
  };
  const why = (more: object) => {
    try {
      const { signIn, allowedHosts } = readSettings({ ...good, ...more });
      return `${signIn?.publicUrl ?? 'nobody signs in'} ${allowedHosts.join()}`;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(why({})).toBe('https://tally.test tally.test');
  expect(why({ TALLY_OIDC_ISSUER: '', TALLY_OIDC_CLIENT_ID: '' })).toBe('nobody signs in tally.test');
  for (const [name, value] of [
    ['TALLY_AUTH', 'loopback'],
    ['TALLY_OIDC_ISSUER', 'http://login.test'],
    ['TALLY_OIDC_ISSUER', ''],
    ['TALLY_OIDC_CLIENT_ID', ''],
    ['TALLY_PUBLIC_URL', ''],
    ['TALLY_PUBLIC_URL', 'http://tally.test'],
    ['TALLY_PUBLIC_URL', 'https://u:p@tally.test'],
    ['TALLY_PUBLIC_URL', 'https://tally.test/tally'],
  ] as const)
    expect([name, value, why({ [name]: value })]).toEqual([name, value, expect.stringContaining('is not possible')]);
});
