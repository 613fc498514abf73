import { afterEach, describe, expect, test } from 'vitest';
import { citizenToken, citizenUrl } from '../../../shared/platform/citizen-link.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { defaultProvider } from '../../../shared/platform/environment-credentials.ts';
import { OutOfTime, withinTime } from '../../../shared/platform/given-up.ts';
import {
  EventStreamSerde,
  eventStreamSerdeProvider,
  resolveEventStreamSerdeConfig,
} from '../../../shared/platform/no-event-streams.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

describe('the credentials of a function', () => {
  const given = (variables: Readonly<Record<string, string>>) => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) delete process.env[name];
    Object.assign(process.env, variables);
    return defaultProvider()();
  };

  test('are those of its environment, with a session where there is one', async () => {
    const pair = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
    expect(await given(pair)).toStrictEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
    expect(await given({ ...pair, AWS_SESSION_TOKEN: 'session' })).toStrictEqual({
      ...{ accessKeyId: 'id', secretAccessKey: 'secret' },
      sessionToken: 'session',
    });
  });

  test.each<Record<string, string>>([{}, { AWS_ACCESS_KEY_ID: 'id' }, { AWS_SECRET_ACCESS_KEY: 'secret' }])(
    'are none of %j',
    async (variables) => {
      await expect(given(variables)).rejects.toThrow('environment lacks AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY');
    },
  );
});

describe('the environment of a function', () => {
  const contract = { env: { table: 'MOTCUA_A_TABLE', queue: 'MOTCUA_A_QUEUE' }, grants: {} };

  test('is read by the names of its contract, and one that lacks some stops the function, by name', () => {
    expect(() => readEnv(contract)).toThrow('environment lacks MOTCUA_A_TABLE, MOTCUA_A_QUEUE');
    process.env.MOTCUA_A_TABLE = 'the-table';
    expect(() => readEnv(contract)).toThrow(/lacks MOTCUA_A_QUEUE$/);
    process.env.MOTCUA_A_QUEUE = '';
    expect(readEnv(contract)).toEqual({ table: 'the-table', queue: '' });
  });
});

test('the clock of functions is the real one', () => {
  const before = Date.now();
  const now = systemClock();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('the link that a citizen was given goes on leading to the dossier', () => {
  const pepper = pepperFrom('a pepper of the tests, at least 32 characters');
  const token = 'g7qdga77hgt1wn7v1bcqbbv16h';
  expect(citizenToken(pepper, 'H26.10-261116-0007')).toBe(token);
  expect(citizenUrl(pepper, 'https://motcua.example.vn', 'H26.10-261116-0007')).toBe(
    `https://motcua.example.vn/t/${token}`,
  );
});

describe('work that is given a time', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

  test('and is done within it leaves no timer behind, which would keep a function awake', async () => {
    const before = timers();
    expect(await withinTime(60_000, async () => 7)).toBe(7);
    await expect(withinTime(60_000, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(timers()).toBe(before);
  });

  test('and takes longer is given up, and says after how long', async () => {
    const late = withinTime(1.4, () => new Promise(() => {}));
    await expect(late).rejects.toThrow(OutOfTime);
    await expect(late).rejects.toThrow('given up after 1 ms');
  });
});

test('what stands for event streams leaves settings as they are, and streams nothing', () => {
  const settings = { region: 'x' };
  expect(resolveEventStreamSerdeConfig(settings)).toBe(settings);
  expect(() => eventStreamSerdeProvider()).toThrow('no call of a function streams events');
  expect(() => new EventStreamSerde()).toThrow('no call of a function streams events');
});
