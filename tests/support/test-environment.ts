/** What the environment says in every test: the product's logger writes through the console only when told so. */
export const testEnvironment = { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' };
