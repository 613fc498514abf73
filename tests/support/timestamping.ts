import {
  type Authority,
  createRootAuthority,
  createSigningKey,
  issueCertificate,
  publicKeyInfoOf,
} from '../../functions/results/pades/authority/certificate-authority.ts';
import { answerTimestampRequest } from '../../functions/results/pades/authority/timestamp-authority.ts';
import { encodeTimestampRequest } from '../../functions/results/pades/tsp/timestamp-request.ts';
import type { Timestamping } from '../../functions/results/ports.ts';

/** What a played authority does; `late` is an answer that its caller did not wait for, `large` a token with many certificates. */
export type PlayedOutcome = 'up' | 'down' | 'late' | 'replay' | 'rejects' | 'untrusted' | 'skewed' | 'large';

const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2046-01-01T00:00:00Z');
const rootOf = (commonName: string): Authority =>
  createRootAuthority({ subject: { commonName, country: 'VN' }, notBefore, notAfter });
const root = rootOf('Gốc dấu thời gian');
const strangeRoot = rootOf('Gốc của người lạ');

/** A time-stamp authority below a root, with as many certificates besides its own in each token. */
const below = (issuer: Authority, commonName: string, more = 0): Authority => {
  const privateKey = createSigningKey();
  const publicKey = publicKeyInfoOf(privateKey);
  const request = { subject: { commonName, country: 'VN' }, publicKey, notBefore, notAfter };
  const certificate = issueCertificate(issuer, { ...request, profile: 'timestamp' });
  const chain = Array.from({ length: more }, () => issueCertificate(issuer, { ...request, profile: 'intermediate' }));
  return { certificate, privateKey, chain };
};

/** Time-stamp authorities in memory by their names in order, each with what it does, and what was told of them. */
export const playedTimestamping = (names: readonly string[], now: () => number) => {
  const outcomes = new Map<string, PlayedOutcome>();
  const failures: (readonly [string, string])[] = [];
  const asked: string[] = [];
  let serial = 1n;
  const authorityOf = (name: string) => {
    const own = below(root, `Dấu thời gian ${name}`);
    const others = { untrusted: below(strangeRoot, name), large: below(root, name, 30) };
    const stamp = (authority: Authority, request: Uint8Array, at = now()) => {
      serial += 1n;
      return answerTimestampRequest(authority, request, { now: new Date(at), serialNumber: serial });
    };
    return {
      name,
      async request(request: Uint8Array): Promise<Uint8Array> {
        asked.push(name);
        const outcome = outcomes.get(name) ?? 'up';
        if (outcome === 'down' || outcome === 'late') return new Uint8Array();
        if (outcome === 'replay') return stamp(own, encodeTimestampRequest(Buffer.alloc(32, 7), Buffer.alloc(8, 7)));
        if (outcome === 'rejects') return stamp(own, Buffer.from('nonsense'));
        if (outcome === 'skewed') return stamp(own, request, now() + 301_000);
        return stamp(outcome === 'up' ? own : others[outcome], request);
      },
    };
  };
  const timestamping: Timestamping = {
    authorities: names.map(authorityOf),
    roots: [root.certificate],
    failed: (name, reason) => failures.push([name, reason]),
  };
  const set = (name: string, outcome: PlayedOutcome) => outcomes.set(name, outcome);
  return { timestamping, failures, asked, root, set };
};
