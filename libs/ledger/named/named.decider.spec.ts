import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { namedDecider, type SetNamed } from './named.decider.js';
import { namedTypes, type NamedContent, type NamedEvent } from './named.events.js';

const at = '2024-05-01T12:00:00.000Z';
const decider = namedDecider(namedTypes('Note'), (id) => `note-${id}`);
const set = (content: NamedContent, follows?: SetNamed['follows']): SetNamed => {
  return { type: 'set', id: 'a', at, content, ...(follows !== undefined && { follows }) };
};
const retire: SetNamed = { type: 'retire', id: 'a', at, content: {} };
const event = (type: string, version: number, content: NamedContent): NamedEvent => {
  return { type, schema: 1, occurredAt: at, key: 'note-a', data: { id: 'a', version, content } };
};
const first = event('NoteSet', 1, { title: 'one' });
const retired = event('NoteRetired', 2, { title: 'one' });

describe('a named thing', () => {
  it('has a version for each other thing that is said of it', () => {
    given(decider)
      .when(set({ title: 'one' }))
      .yields(first);
    given(decider, first)
      .when(set({ title: 'two' }))
      .yields(event('NoteSet', 2, { title: 'two' }));
    given(decider, first)
      .when(set({ title: 'one' }))
      .yields();
  });

  it('is the same in whatever order its fields are said', () => {
    given(decider, event('NoteSet', 1, { title: 'one', more: { a: 1, b: 2 } }))
      .when(set({ more: { b: 2, a: 1 }, title: 'one' }))
      .yields();
  });

  it('is retired once, keeps what it was, and goes on counting when it is said again', () => {
    given(decider, first).when(retire).yields(retired);
    given(decider).when(retire).isRefused('not-found');
    given(decider, first, retired).when(retire).isRefused('not-found');
    given(decider, first, retired)
      .when(set({ title: 'one' }))
      .yields(event('NoteSet', 3, { title: 'one' }));
  });

  it('is changed only by who has seen its last version, where he says which he has seen', () => {
    given(decider, first)
      .when(set({ title: 'two' }, 1))
      .yields(event('NoteSet', 2, { title: 'two' }));
    given(decider, first)
      .when(set({ title: 'two' }, '*'))
      .yields(event('NoteSet', 2, { title: 'two' }));
    const second = event('NoteSet', 2, { title: 'two' });
    for (const follows of [0, 1, 3])
      given(decider, first, second)
        .when(set({ title: 'three' }, follows))
        .isRefused('version-mismatch');
    given(decider, first)
      .when({ ...retire, follows: 2 })
      .isRefused('version-mismatch');
  });

  it('is not there before it is said, and after it was retired', () => {
    given(decider)
      .when(set({ title: 'one' }, 0))
      .yields(first);
    given(decider, first, retired)
      .when(set({ title: 'two' }, 0))
      .yields(event('NoteSet', 3, { title: 'two' }));
    for (const follows of [1, 2, '*'] as const)
      given(decider, first, retired)
        .when(set({ title: 'two' }, follows))
        .isRefused('version-mismatch');
  });

  it('takes the same change twice from who sends it again, and never that of another', () => {
    const second = event('NoteSet', 2, { title: 'two' });
    given(decider, first, second)
      .when(set({ title: 'two' }, 1))
      .yields();
    given(decider, first)
      .when(set({ title: 'one' }, 0))
      .yields();
    given(decider, first, second, event('NoteSet', 3, { title: 'two, too' }))
      .when(set({ title: 'two, too' }, 1))
      .isRefused('version-mismatch');
    expect(given(decider, first, second).state).toMatchObject({ version: 2, followed: 1 });
  });
});
