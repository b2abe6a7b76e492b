import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run that guards a change: it fails for what the change does, and not for what was there before.
 * Every night new ones are drawn (`npm run test:all`).
 */
fc.configureGlobal({ seed: 20_240_229 });
