/** To be imported first: the product's logger, which is made when its module is read, tells nothing of a bench's callbacks. */
Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
