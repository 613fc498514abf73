import { createRootAuthority } from '../../functions/results/pades/authority/certificate-authority.ts';
import { pemOf } from '../../functions/results/pades/x509/pem.ts';

const { certificate } = createRootAuthority({
  subject: { commonName: 'Gốc dấu thời gian thử nghiệm', country: 'VN' },
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2046-01-01T00:00:00Z'),
});

/** A trust anchor for time stamps, and an authority that gives them, as an operator sets them up. */
export const ANCHOR = 'tsa-root';
export const ANCHOR_SET_UP = { purpose: 'timestamps' as const, pem: pemOf('CERTIFICATE', certificate) };
export const AUTHORITY = 'tsa-1';
export const AUTHORITY_SET_UP = {
  url: 'http://10.0.0.7/tsr',
  order: 1,
  username: 'mot-cua',
  password: 'a password',
};
