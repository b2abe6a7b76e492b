/** Called within every loop that may take long, thousands of times a second: what it throws ends the work there. */
export type OnStep = () => void;

/** For whoever waits to the end. */
export const NEVER_ENDS: OnStep = () => undefined;
