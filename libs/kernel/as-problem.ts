import { Problem } from './problem.js';

/** What is wrong with one of several questions, which stops none of the others. @throws what is wrong with the house, and so with all of them */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem && error.status < 500) return error;
  throw error;
}
