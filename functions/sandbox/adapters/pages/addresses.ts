/** An address of the sandbox below a provider's name. */
export const addressIn = (origin: string, provider: string, path: string): string =>
  `${origin}/sandbox/${provider}/${path.split('/').map(encodeURIComponent).join('/')}`;
