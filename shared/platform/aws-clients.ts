/** How every AWS client is made: fail fast and try three times, so that a function's time-out is never spent waiting on one call. */
export const clientSettings = (requestTimeoutMs = 2000) => ({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 500, requestTimeout: requestTimeoutMs },
});
