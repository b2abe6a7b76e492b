import { beforeEach, expect } from '@jest/globals';

/** A test that ends without having compared anything fails: it has shown nothing. */
beforeEach(() => expect.hasAssertions());
