/** What a carrier gave in exchange for a refresh token, which by that is used up. */
export interface Exchanged {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** For how long the access token is taken, in seconds. */
  readonly expiresInSeconds: number;
}

/**
 * What became of an exchange. `retryable`: it certainly was not made; `configuration`: it was refused; `unknown`: the refresh token may be
 * used up, and what it brought is lost.
 */
export type ExchangeAnswer =
  | { readonly exchanged: Exchanged }
  | {
      readonly exchanged?: undefined;
      readonly fault: 'retryable' | 'configuration' | 'unknown';
      readonly reason: string;
    };

/** A token, or why there is none at present. */
export type TokenAnswer =
  | { readonly accessToken: string }
  | {
      readonly accessToken?: undefined;
      readonly fault: 'retryable' | 'configuration';
      readonly reason: string;
    };

/** Whose token is wanted. */
export interface TokenWanted {
  readonly carrier: string;
  /** What an operator set up, the refresh token among it: other values begin anew. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly refreshToken: string;
  /** A token that the carrier refused though its time was not over. */
  readonly refused?: string | undefined;
}

/** Access tokens of carriers, exchanged by one worker for all. */
export interface AccessTokens {
  /** The token in force. Where there is none, one of all who ask makes the exchange and the others wait for it for a while. */
  token(wanted: TokenWanted, exchange: (refreshToken: string) => Promise<ExchangeAnswer>): Promise<TokenAnswer>;
}

/** Where a carrier's present tokens are kept secret, by the name of its own secret. */
export interface TokenSecrets {
  /** Undefined where there are none. `isFresh`: as it is now, else as it was a while ago. */
  read(secretId: string, isFresh: boolean): Promise<string | undefined>;
  write(secretId: string, text: string): Promise<void>;
}
