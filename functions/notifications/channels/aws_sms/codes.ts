import type { Fault } from '../../ports.ts';

/** The exceptions of `SendTextMessage` by what they mean for the message (API reference, SMS and voice v2); the rest may or may not have sent it. */
const faults: Readonly<Record<string, Fault>> = {
  ThrottlingException: 'retryable',
  ServiceUnavailable: 'retryable',
  AccessDeniedException: 'configuration',
  ConflictException: 'configuration',
  ResourceNotFoundException: 'configuration',
  ServiceQuotaExceededException: 'configuration', // the month's spend limit among them
  ValidationException: 'configuration',
  UnrecognizedClientException: 'configuration',
  CredentialsProviderError: 'configuration',
};

/** What an exception may say besides its name. */
interface Detailed {
  readonly Reason?: string;
  readonly Fields?: readonly { readonly Name?: string }[];
}

/** The exceptions that are about whom the message goes to. */
const isAboutRecipient = ({ Reason, Fields = [] }: Detailed): boolean =>
  Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT' ||
  (Reason === 'FIELD_VALIDATION_FAILED' && Fields.some(({ Name }) => Name === 'DestinationPhoneNumber'));

/** What an error of the service means for the message. */
export const faultOf = (error: unknown): Fault => {
  if (!(error instanceof Error)) return 'unknown';
  const fault = faults[error.name] ?? 'unknown';
  return fault === 'configuration' && isAboutRecipient(error as Detailed) ? 'permanent' : fault;
};
