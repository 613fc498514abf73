import { App } from 'aws-cdk-lib';
import { type Settings, type Stage, settingsFrom } from '../../infra/settings.ts';

/** What production needs to be told. */
export const productionContext = {
  publicOrigin: 'https://motcua.example.vn',
  senderAddress: 'mot-cua@example.vn',
  alarmEmail: 'truc@example.vn',
  certificateArn: 'arn:aws:acm:ap-southeast-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
};

/** The settings of a stage, as an operator who says everything gets them. */
export const settingsFor = (stage: Stage, more: Readonly<Record<string, string>> = {}): Settings =>
  settingsFrom(new App({ context: { ...productionContext, stage, ...more } }).node);
