/** Events of a mail by the shapes that SES documents (developer guide, "Contents of event data"; EventBridge reference), as EventBridge brings them. */
export const mailEvents = (
  to: string,
  tags: Readonly<Record<string, readonly string[]>>,
  sesMessageId = 'ses-message-1',
) => {
  const mail = {
    timestamp: '2026-11-18T05:00:00.012Z',
    source: 'Một cửa <mot-cua@example.vn>',
    sourceArn: 'arn:aws:ses:ap-southeast-1:123456789012:identity/example.vn',
    sendingAccountId: '123456789012',
    messageId: sesMessageId,
    destination: [to],
    headersTruncated: false,
    headers: [{ name: 'To', value: to }],
    commonHeaders: { to: [to], messageId: sesMessageId },
    tags: { 'ses:configuration-set': ['motcua-mail'], 'ses:source-ip': ['192.0.2.0'], ...tags },
  };
  const told = (type: string, detail: object) => ({
    version: '0',
    id: 'e',
    'detail-type': type,
    source: 'aws.ses',
    account: '123456789012',
    time: '2026-11-18T05:00:01Z',
    region: 'ap-southeast-1',
    resources: [],
    detail: { ...detail, mail },
  });
  const timestamp = '2026-11-18T05:00:01.669Z';
  const bounce = (bounceType: string, bounceSubType: string) =>
    told('Email Bounced', {
      eventType: 'Bounce',
      bounce: {
        bounceType,
        bounceSubType,
        bouncedRecipients: [
          { emailAddress: to, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
        ],
        timestamp,
        feedbackId: 'f',
        reportingMTA: 'dsn; mta.example.com',
      },
    });
  return {
    hardBounce: bounce('Permanent', 'General'),
    onTheirList: bounce('Permanent', 'OnAccountSuppressionList'),
    softBounce: bounce('Transient', 'MailboxFull'),
    undetermined: bounce('Undetermined', 'Undetermined'),
    complaint: told('Email Complaint Received', {
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [{ emailAddress: to }],
        timestamp,
        feedbackId: 'f',
        userAgent: 'Mail',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      },
    }),
    delivery: told('Email Delivered', {
      eventType: 'Delivery',
      delivery: {
        timestamp,
        processingTimeMillis: 1657,
        recipients: [to],
        smtpResponse: '250 ok: Message 1 accepted',
        reportingMTA: 'mta.example.com',
      },
    }),
    delay: told('Email Delivery Delayed', {
      eventType: 'DeliveryDelay',
      deliveryDelay: {
        timestamp,
        delayType: 'MailboxFull',
        expirationTime: timestamp,
        delayedRecipients: [{ emailAddress: to, status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' }],
      },
    }),
    reject: told('Email Rejected', { eventType: 'Reject', reject: { reason: 'Bad content' } }),
  };
};
