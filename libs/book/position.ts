/** A position of the log as callers write it: a whole number of up to 16 digits. */
export const POSITION = /^(0|[1-9]\d{0,15})$/;
