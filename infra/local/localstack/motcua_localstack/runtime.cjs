'use strict';
// The Lambda runtime of one process: loads the handler of nodejs24.x (async handlers only, as there), asks the Runtime
// API for events, answers them, and ends as soon as that API is gone.
const http = require('node:http');
const https = require('node:https');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const fs = require('node:fs');

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, action, body) {
  return new Promise((resolve, reject) => {
    const headers =
      body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const request = http.request({ hostname, port, agent, method, path: `/2018-06-01/runtime/${action}`, headers });
    request.on('error', reject).on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.end(body);
  });
}

async function loadHandler() {
  const [, file, name] = /^(.*)\.([^.]+)$/.exec(process.env._HANDLER);
  const base = path.join(process.env.LAMBDA_TASK_ROOT, file);
  const found = ['.mjs', '.cjs', '.js'].map((ending) => base + ending).find((each) => fs.existsSync(each));
  if (!found) throw Object.assign(new Error(`Cannot find module '${file}'`), { name: 'Runtime.ImportModuleError' });
  const loaded = found.endsWith('.cjs') ? require(found) : await import(pathToFileURL(found).href);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${process.env._HANDLER} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
  return handler;
}

function failure(error) {
  const known = error instanceof Error || (typeof error === 'object' && error !== null);
  const text = {
    errorType: known ? (error.name ?? 'Error') : typeof error,
    errorMessage: known ? String(error.message) : String(error),
  };
  return JSON.stringify({ ...text, trace: known && error.stack ? String(error.stack).split('\n') : [] });
}

function contextOf(headers) {
  const env = process.env;
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

// The CDK's own custom resources answer by https to the host of ResponseURL, whatever its protocol and port say.
const httpsRequest = https.request;
https.request = function request(options, ...rest) {
  if (!String(options?.path).startsWith('/_motcua/custom-resource/')) return httpsRequest.call(this, options, ...rest);
  const endpoint = new URL(process.env.AWS_ENDPOINT_URL);
  const plain = { hostname: endpoint.hostname, port: endpoint.port, protocol: 'http:', agent: undefined };
  return http.request({ ...options, ...plain }, ...rest);
};

function crashed(error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(129);
}
process.on('uncaughtException', crashed).on('unhandledRejection', crashed);

async function main() {
  let handler;
  try {
    handler = await loadHandler();
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    await call('POST', 'init/error', failure(error));
    process.exit(1);
  }
  for (;;) {
    const next = await call('GET', 'invocation/next');
    if (next.status !== 200) process.exit(0);
    const id = next.headers['lambda-runtime-aws-request-id'];
    process.env._X_AMZN_TRACE_ID = next.headers['lambda-runtime-trace-id'];
    try {
      const answer = await handler(JSON.parse(next.body), contextOf(next.headers));
      await call('POST', `invocation/${id}/response`, JSON.stringify(answer) ?? 'null');
    } catch (error) {
      process.stderr.write(`${error?.stack ?? error}\n`);
      await call('POST', `invocation/${id}/error`, failure(error));
    }
  }
}
main().catch(crashed);
