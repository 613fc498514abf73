import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A body as the gateway hands it over in an event: its bytes, text in UTF-8. */
export const handedOver = (
  body: string | Uint8Array | null,
): Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'> => {
  if (body === null) return { body, isBase64Encoded: false };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
};

/** The bytes of an answer as the gateway gives them out. */
export const givenOut = ({
  body,
  isBase64Encoded,
}: {
  readonly body: string;
  readonly isBase64Encoded?: boolean | undefined;
}): Buffer => Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
