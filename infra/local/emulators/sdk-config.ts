import { localRegion, type RunningEmulator } from './emulator.ts';

/** The configuration with which an SDK client of this process reaches an emulator. */
export function sdkConfig(emulator: Pick<RunningEmulator, 'endpointUrl'>): {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return {
    endpoint: emulator.endpointUrl,
    region: localRegion,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}
