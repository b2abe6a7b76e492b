import type { ComponentChildren } from 'preact';
import type { Address } from './address.js';
import { Explore } from './explore/explore.js';
import { Overview } from './overview/overview.js';
import { Questions } from './questions/questions.js';
import { Nowhere } from './shell/nowhere.js';
import type { Key } from './words/words.js';

/** A place of the page. Its address is in places.json too, which is what the server serves the page at. */
interface Place {
  /** The first part of its path. */
  readonly key: string;
  readonly title: Key;
  readonly show: (address: Address) => ComponentChildren;
}

const PLACES: readonly Place[] = [
  { key: '', title: 'overview', show: (address) => <Overview address={address} /> },
  { key: 'explore', title: 'explore', show: (address) => <Explore address={address} /> },
  { key: 'questions', title: 'questions', show: () => <Questions /> },
];

const NOWHERE: Place = { key: '?', title: 'nowhere', show: () => <Nowhere /> };

export function placeOf(path: string): Place {
  const [, first = ''] = path.split('/');
  return PLACES.find(({ key }) => key === first) ?? NOWHERE;
}
