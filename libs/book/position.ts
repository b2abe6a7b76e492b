/** A position of the log as callers write it: a whole number of up to 16 digits. */
export const POSITION = /^(0|[1-9]\d{0,15})$/;

/** The same, or what stands for one where a part only is seen: see `position-token.ts`. */
export const POSITION_TOLD = /^(0|[1-9]\d{0,15}|p[\w-]{59})$/;
