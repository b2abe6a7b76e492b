import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Posted } from '#kernel/ways.js';
import type { Destinations } from './addresses.js';

/** Bytes of an answer that are read: who sends more has had its say. */
const ANSWER_LIMIT = 64 * 1024;
const TIMEOUT = 10_000;
/** Of an answer that refuses, how many characters are told. */
const TOLD = 200;

export interface Post extends Posted {
  /** Milliseconds for all of it, from the name to the end of the answer; 10 s unless given. */
  readonly timeout?: number;
}

/**
 * Sends JSON to where it may go. Nothing is followed: a redirect is a refusal.
 * @returns what was answered with 2xx, its first 64 KiB @throws Error saying what is wrong
 */
export async function post(posted: Post, to: Destinations, signal: AbortSignal): Promise<string> {
  const { status, location, text } = await answerTo(posted, to, signal);
  if (status >= 200 && status < 300) return text;
  if (location !== undefined)
    throw new Error(`it answers ${String(status)}, a redirect, which is not followed: name the address it leads to`);
  const told = text.replaceAll(/\s+/g, ' ').trim().slice(0, TOLD);
  throw new Error(`it answers ${String(status)}${told === '' ? '' : `: ${told}`}`);
}

/** Sends JSON to where it may go. @returns whatever was answered, its first 64 KiB @throws Error where nothing was */
export async function answerTo(
  { url, body, headers, timeout = TIMEOUT }: Post,
  to: Destinations,
  signal: AbortSignal,
): Promise<Answer> {
  const address = new URL(url);
  const late = AbortSignal.timeout(timeout);
  const options: RequestOptions = {
    method: 'POST',
    lookup: to.lookupFor(address),
    // A connection of its own, so that each is checked and none waits for another's.
    agent: false,
    signal: AbortSignal.any([signal, late]),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Tallybook',
      ...headers,
    },
  };
  return answer(address, options, body).catch((error: unknown) => {
    throw late.aborted ? new Error(`no answer within ${String(timeout / 1_000)} s`) : error;
  });
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

function answer(url: URL, options: RequestOptions, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const take = (response: IncomingMessage): void => {
      read(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, location: response.headers.location, text }),
        reject,
      );
    };
    const request = url.protocol === 'https:' ? overHttps(url, options, take) : overHttp(url, options, take);
    request.on('error', reject);
    request.end(body);
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= ANSWER_LIMIT) break;
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_LIMIT).toString('utf8');
}
