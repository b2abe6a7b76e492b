/** Called at every step of long work, sometimes thousands of times a second: what it throws ends the work there. */
export type Step = () => void;
