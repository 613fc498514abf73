"""Runs a Lambda function as a local Node.js process.

Each execution environment is one `node` process with `runtime.cjs` in it, and one small HTTP server in LocalStack's own
process that speaks the Lambda Runtime API to it. When LocalStack goes, so do the connections, and the processes end.

Settings, as environment variables of LocalStack:
  LAMBDA_PROCESS_NODE          the Node.js to run functions with
  LAMBDA_PROCESS_NODE_MODULES  where functions find what AWS's runtime has built in, such as the AWS SDK
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

LOG = logging.getLogger(__name__)
HOST = "127.0.0.1"
RUNTIME_API = "/2018-06-01/runtime/"
RUNTIME = str(Path(__file__).with_name("runtime.cjs"))
INIT_LIMIT_SECONDS = 10.0  # as in Lambda
MAX_RESPONSE_BYTES = 6 * 1024 * 1024 + 100  # as in Lambda


class RuntimeApiHandler(BaseHTTPRequestHandler):
    """The three calls of the Lambda Runtime API that a runtime makes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave in one write

    def log_message(self, *_):
        pass

    def do_GET(self):
        event = self.server.executor.next_event() if self.path == RUNTIME_API + "invocation/next" else None
        if event is None:
            self.close_connection = True
            return self._reply(410)
        headers, body = event
        self._reply(200, body, headers)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = self.path.removeprefix(RUNTIME_API).split("/")
        if parts == ["init", "error"]:
            self.server.executor.init_failed(body)
        elif len(parts) == 3 and parts[0] == "invocation" and parts[2] in ("response", "error"):
            self.server.executor.completed(parts[1], body, is_error=parts[2] == "error")
        else:
            return self._reply(404)
        self._reply(202)

    def _reply(self, status: int, body: bytes = b"{}", headers: dict | None = None):
        self.send_response_only(status)
        for name, value in {**(headers or {}), "Content-Type": "application/json"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


class RuntimeApiServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, executor: "ProcessRuntimeExecutor"):
        super().__init__((HOST, 0), RuntimeApiHandler)
        self.executor = executor

    def handle_error(self, request, client_address):
        LOG.debug("the connection of a runtime ended", exc_info=True)  # it was killed, or has left


class ProcessRuntimeExecutor(RuntimeExecutor):
    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self.changed = threading.Condition()  # guards everything below
        self.server: RuntimeApiServer | None = None
        self.process: subprocess.Popen | None = None
        self.env: dict[str, str] = {}
        self.generation = 0  # counts processes: a late word of a killed one is ignored
        self.ready = self.stopped = False
        self.exit_status: int | None = None
        self.init_error: bytes | None = None
        self.pending: tuple[dict, bytes] | None = None
        self.current: str | None = None
        self.result: tuple[bytes, bool] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix=f"lambda-env-{id[:8]}-"))
        self.log_path = self.folder / "runtime.log"
        self.log_path.touch()
        self.log_taken = 0

    # Called from the threads of the Runtime API

    def next_event(self) -> tuple[dict, bytes] | None:
        with self.changed:
            generation = self.generation
            self.ready = True
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.pending or self.stopped or self.generation != generation)
            if self.stopped or self.generation != generation:
                return None
            event, self.pending = self.pending, None
            return event

    def completed(self, request_id: str, body: bytes, is_error: bool):
        with self.changed:
            if request_id == self.current and self.result is None:
                self.result = (body, is_error)
                self.changed.notify_all()

    def init_failed(self, body: bytes):
        with self.changed:
            self.init_error = body
            self.changed.notify_all()

    # Called by LocalStack

    def start(self, env_vars: dict[str, str]) -> None:
        self.server = RuntimeApiServer(self)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 5}, daemon=True).start()
        temporary = self.folder / "tmp"
        temporary.mkdir()
        given = {name: str(value) for name, value in env_vars.items() if value is not None}
        self.env = {
            "PATH": os.pathsep.join([os.path.dirname(_node()), "/usr/local/bin", "/usr/bin", "/bin"]),
            "LANG": "en_US.UTF-8",
            "TMPDIR": str(temporary),
            "NODE_PATH": os.environ.get("LAMBDA_PROCESS_NODE_MODULES", ""),
            **given,
            "TZ": ":UTC",
            "LAMBDA_TASK_ROOT": str(self.function_version.config.code.get_unzipped_code_location()),
            "AWS_LAMBDA_RUNTIME_API": f"{HOST}:{self.server.server_address[1]}",
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.function_version.config.runtime}",
        }
        self._spawn()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id, started = payload["invoke-id"], time.monotonic()
        timeout = int(self.function_version.config.timeout or 3)
        if self.process is None or self.process.poll() is not None:  # it timed out or crashed before: a cold start
            try:
                self._spawn()
            except StatusErrorException as error:
                return InvocationResult(request_id, error.payload, True, self._take_logs(request_id, started))
        headers = {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + timeout) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload.get("trace-id") or "",
        }
        with self.changed:
            self.current, self.result = request_id, None
            self.pending = (headers, (payload.get("payload") or "{}").encode())
            self.changed.notify_all()
            self.changed.wait_for(
                lambda: self.result is not None or self.exit_status is not None or self.stopped, timeout=timeout
            )
            result, status, self.current, self.pending = self.result, self.exit_status, None, None
        if result is None and self.stopped:
            raise LambdaRuntimeException(f"environment {self.id} was stopped during invocation {request_id}")
        note = ""
        if result is None and status is not None:
            note = f"RequestId: {request_id} Error: Runtime exited with error: {_exit_text(status)}"
            result = _error("Runtime.ExitError", note)
        elif result is None:
            self._kill()
            note = f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds"
            result = _error("Sandbox.Timedout", note)
        elif len(result[0]) > MAX_RESPONSE_BYTES:
            note = f"Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE_BYTES} bytes)."
            result = _error("Function.ResponseSizeTooLarge", note)
        return InvocationResult(request_id, *result, self._take_logs(request_id, started, note))

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
        self._kill()
        if server := self.server:
            threading.Thread(target=lambda: (server.shutdown(), server.server_close()), daemon=True).start()
        shutil.rmtree(self.folder, ignore_errors=True)

    def get_logs(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def get_address(self) -> str:
        return HOST

    def get_endpoint_from_executor(self) -> str:
        return HOST

    def get_runtime_endpoint(self) -> str:
        return f"http://{HOST}:{config.GATEWAY_LISTEN[0].port}/_localstack_lambda/{self.id}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        runtime = function_version.config.runtime or "images"
        if not runtime.startswith("nodejs"):
            raise NotImplementedError(f"host mode runs Node.js functions only, not {runtime}")
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        pass

    @classmethod
    def validate_environment(cls) -> bool:
        return shutil.which(_node()) is not None

    # The process

    def _spawn(self) -> None:
        """Starts the process and waits until it asks for its first event. Raises StatusErrorException."""
        with self.changed:
            self.generation += 1
            self.ready, self.exit_status, self.init_error, self.pending = False, None, None, None
        memory = int(self.function_version.config.memory_size or 128)
        command = [_node(), f"--max-old-space-size={max(64, int(memory * 0.9))}", RUNTIME]
        with open(self.log_path, "ab", buffering=0) as log:
            self.process = subprocess.Popen(
                command, cwd=self.env["LAMBDA_TASK_ROOT"], env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        threading.Thread(target=self._reap, args=(self.process, self.generation), daemon=True).start()
        with self.changed:
            self.changed.wait_for(
                lambda: self.ready or self.init_error or self.exit_status is not None or self.stopped,
                timeout=INIT_LIMIT_SECONDS,
            )
            if self.ready and self.init_error is None:
                return
            error, status = self.init_error, self.exit_status
        self._kill()
        if error is None and status is None:
            error = _error("Sandbox.Timedout", f"Error: Init timed out after {INIT_LIMIT_SECONDS:.2f} seconds")[0]
        elif error is None:
            error = _error("Runtime.ExitError", f"Error: Runtime exited with error: {_exit_text(status)}")[0]
        name = self.function_version.id.function_name
        LOG.warning("init of %s failed: %s\n%s", name, error.decode(errors="replace"), self.get_logs())
        raise StatusErrorException("Environment startup failed", payload=error)

    def _reap(self, process: subprocess.Popen, generation: int) -> None:
        status = process.wait()
        with self.changed:
            if generation == self.generation:
                self.exit_status = status
                self.changed.notify_all()

    def _kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=5)

    def _take_logs(self, request_id: str, started: float, note: str = "") -> str:
        """What the function wrote since the last invocation, between the lines that Lambda adds."""
        with open(self.log_path, "rb") as log:
            log.seek(self.log_taken)
            text = log.read()
        self.log_taken += len(text)
        body = text.decode(errors="replace")
        lines = [line for line in (body.rstrip("\n"), note) if line]
        took = (time.monotonic() - started) * 1000
        memory = self.function_version.config.memory_size
        return "\n".join([
            f"START RequestId: {request_id} Version: {self.function_version.id.qualifier}",
            *lines,
            f"END RequestId: {request_id}",
            f"REPORT RequestId: {request_id}\tDuration: {took:.2f} ms\tBilled Duration: {int(took) + 1} ms\t"
            f"Memory Size: {memory} MB\tMax Memory Used: {memory} MB\t\n",
        ])


def _node() -> str:
    return os.environ.get("LAMBDA_PROCESS_NODE") or "node"


def _error(kind: str, message: str) -> tuple[bytes, bool]:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode(), True


def _exit_text(status: int) -> str:
    return f"exit status {status}" if status >= 0 else f"signal: {signal.Signals(-status).name}"
