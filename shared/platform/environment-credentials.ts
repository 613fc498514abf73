interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The credentials of a function: those of its role, which Lambda puts into the environment and keeps valid for as long as the
 * environment lives. In a bundle it stands for the SDK's own default provider (`infra/bundle-options.ts`), which would look for
 * profiles, containers and machines too; outside bundles the SDK's stays.
 * @throws Error at the first call to AWS where the environment has none.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('environment lacks AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY');
  return { accessKeyId, secretAccessKey, ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}) };
};
