import type { Fault } from '../../ports.ts';

/** What nodemailer says of a connection that failed, as far as it is needed. */
interface SmtpError {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
}

/** Replies that concern us and not the mail (RFC 5321, 4.2.2 and 4.2.3; RFC 4954, 6): sign-in, encryption, commands that are not known. */
const OURS: readonly number[] = [500, 501, 502, 503, 504, 530, 534, 535, 538, 555];

/** An enhanced code about policy or sign-in (RFC 3463, X.7): we may not send here. */
const isPolicy = (response = ''): boolean => /^\d{3}[ -]5\.7\.\d/.test(response);

/** What an answer of the server, or its absence, means for a mail whose text was or was not given to it yet. */
export const faultOf = ({ code, responseCode, response }: SmtpError, isDataSent: boolean): Fault => {
  if (responseCode === undefined) {
    if (isDataSent) return 'unknown';
    return code === 'EAUTH' || code === 'ETLS' ? 'configuration' : 'retryable';
  }
  if (responseCode < 500) return 'retryable';
  return OURS.includes(responseCode) || code === 'EAUTH' || isPolicy(response) ? 'configuration' : 'permanent';
};
