import type { Fault } from '../../ports.ts';

/** The errors of `SendEmail` by what they mean for the message (SES API v2 reference); the rest may or may not have sent it. */
const faults: Readonly<Record<string, Fault>> = {
  BadRequestException: 'permanent',
  MessageRejected: 'permanent',
  TooManyRequestsException: 'retryable',
  ThrottlingException: 'retryable',
  ServiceUnavailable: 'retryable',
  LimitExceededException: 'retryable',
  AccessDeniedException: 'configuration',
  AccountSuspendedException: 'configuration',
  SendingPausedException: 'configuration',
  MailFromDomainNotVerifiedException: 'configuration',
  NotFoundException: 'configuration',
  UnrecognizedClientException: 'configuration',
  CredentialsProviderError: 'configuration',
};

/** What an error of SES means for the message. */
export const faultOf = (error: unknown): Fault => {
  if (!(error instanceof Error)) return 'unknown';
  // SES refuses mail from an address that is not verified with the same error as unwanted content.
  if (error.name === 'MessageRejected' && /not verified/i.test(error.message)) return 'configuration';
  return faults[error.name] ?? 'unknown';
};
