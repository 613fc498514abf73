import * as z from 'zod';
import { Line } from '../../../../shared/kernel/text.ts';

/** An agency's own SMS: one text, with the marks of Vietnamese or without. */
export const OwnSms = z.strictObject({ text: Line(1000), marks: z.boolean().default(false) });

/** An agency's own e-mail; `html` takes the place of the text in the page. */
export const OwnMail = z.strictObject({
  subject: Line(200),
  text: z.string().trim().min(1).max(10_000),
  html: z.string().trim().min(1).max(20_000).optional(),
});

/** A template that was registered with Zalo, and by which parameter of ours each of its own is filled. */
export const OwnZalo = z.strictObject({
  znsTemplateId: z.string().regex(/^\d{1,20}$/, 'expected the number that Zalo gave to the template'),
  parameters: z.record(z.string().regex(/^\w{1,50}$/, 'expected a name of letters, digits and _'), z.string().max(50)),
});

/** An agency's own words for one template, channel and language. */
export interface OwnWords {
  readonly sms: z.infer<typeof OwnSms>;
  readonly email: z.infer<typeof OwnMail>;
  readonly zalo: z.infer<typeof OwnZalo>;
}

/** The channels that have words. */
export type WordedChannel = keyof OwnWords;

/** The words of one of the channels. */
export type AnyWords = OwnWords[WordedChannel];

/** How the words of each channel are read from a caller. */
export const ownWords = { sms: OwnSms, email: OwnMail, zalo: OwnZalo } as const;
