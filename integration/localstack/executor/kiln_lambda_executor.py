"""Lets LocalStack run Java functions without Docker: every execution environment is a JVM on this machine.

In Lambda a function in Java is run by AWS's runtime interface client, which asks the Runtime API for work and hands it
the answers (Lambda developer guide, "Using the Lambda runtime API"). The same client runs here; this module is the
Runtime API. The client finds the function's classes where Lambda puts them: in its working directory, and in lib/ below.

Environment:
  LAMBDA_RUNTIME_EXECUTOR=kiln   chooses this executor
  KILN_LAMBDA_JAVA               the command java of the JDK that runs the functions
  KILN_LAMBDA_CLIENT             a folder with the jars of the runtime interface client, and its jni/ unpacked beside them
"""

import dataclasses
import http.server
import json
import os
import pathlib
import platform
import queue
import subprocess
import tempfile
import threading
import time

from localstack import config
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

# Lambda gives a function 10 s to start. Here dozens may start at once on two cores.
STARTUP_SECONDS = 110
LOOK_SECONDS = 0.02
LOOPBACK = "127.0.0.1"


@dataclasses.dataclass
class Work:
    """One invocation on its way through the Runtime API."""

    request_id: str
    function_arn: str
    trace_id: str
    payload: bytes
    deadline: float
    answer: bytes = b""
    failed: bool = False
    done: threading.Event = dataclasses.field(default_factory=threading.Event)

    def finish(self, answer: bytes, failed: bool) -> None:
        self.answer, self.failed = answer, failed
        self.done.set()

    def headers(self) -> dict[str, str]:
        return {
            # The client does not survive its absence.
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": self.request_id,
            "Lambda-Runtime-Invoked-Function-Arn": self.function_arn,
            "Lambda-Runtime-Trace-Id": self.trace_id,
            "Lambda-Runtime-Deadline-Ms": str(int(self.deadline * 1000)),
        }


class RuntimeApi(http.server.ThreadingHTTPServer):
    """The Runtime API of one execution environment, on a port of its own."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOOPBACK, 0), RuntimeApiCalls)
        self.waiting: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self.handed_out: dict[str, Work] = {}
        self.asked = threading.Event()
        self.init_error: str | None = None
        threading.Thread(target=self.serve_forever, name="runtime-api", daemon=True).start()

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.server_address[1]}"

    def hand_out(self) -> Work | None:
        """The next invocation; None when the environment ends."""
        self.asked.set()
        work = self.waiting.get()
        if work:
            self.handed_out[work.request_id] = work
        return work

    def take_in(self, request_id: str, answer: bytes, failed: bool) -> None:
        # An answer after the timeout is for nobody.
        if work := self.handed_out.pop(request_id, None):
            work.finish(answer, failed)

    def end(self) -> None:
        self.waiting.put(None)
        self.shutdown()
        self.server_close()


class RuntimeApiCalls(http.server.BaseHTTPRequestHandler):
    """GET invocation/next, and POST invocation/ID/response, invocation/ID/error and init/error."""

    protocol_version = "HTTP/1.1"
    server: RuntimeApi

    def do_GET(self) -> None:
        if work := self.server.hand_out():
            self.reply(200, work.payload, work.headers())
        else:
            self.close_connection = True

    def do_POST(self) -> None:
        body = self.chunks() if "chunked" in self.headers.get("Transfer-Encoding", "") else self.whole()
        *_, subject, word = self.path.split("/")
        if (subject, word) == ("init", "error"):
            self.server.init_error = body.decode("utf-8", "replace")
        else:
            self.server.take_in(subject, body, failed=word == "error")
        self.reply(202, b"", {})

    def whole(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def chunks(self) -> bytes:
        parts = []
        while length := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(length))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args) -> None:
        """LocalStack's own log says enough."""


class FunctionProcess:
    """The JVM of one execution environment, and what it prints."""

    def __init__(self, code: pathlib.Path, memory_mib: int, environment: dict[str, str], api: RuntimeApi) -> None:
        self.printed = tempfile.TemporaryFile()
        client = pathlib.Path(os.environ["KILN_LAMBDA_CLIENT"])
        # By itself the client unpacks its library into a fixed file of /tmp, which other programs may share.
        library = client / "jni" / f"libaws-lambda-jni.linux-{self.processor()}.so"
        self.process = subprocess.Popen(
            [
                os.environ["KILN_LAMBDA_JAVA"],
                f"-Xmx{memory_mib}m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                f"-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI={library}",
                "--class-path",
                f"{client}/*",
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                environment["_HANDLER"],
            ],
            cwd=code,
            env=environment
            | {
                "AWS_LAMBDA_RUNTIME_API": api.address,
                "AWS_EXECUTION_ENV": "AWS_Lambda_java25",
                "LAMBDA_TASK_ROOT": str(code),
                "PATH": os.environ["PATH"],
                "TZ": "UTC",
            },
            stdin=subprocess.DEVNULL,
            stdout=self.printed,
            stderr=subprocess.STDOUT,
        )

    @staticmethod
    def processor() -> str:
        return "aarch_64" if platform.machine() in ("aarch64", "arm64") else "x86_64"

    def ended(self) -> int | None:
        """The exit status; None while it runs."""
        return self.process.poll()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    def size(self) -> int:
        return os.fstat(self.printed.fileno()).st_size

    def output(self, since: int = 0) -> str:
        return os.pread(self.printed.fileno(), self.size() - since, since).decode("utf-8", "replace")


class KilnExecutor(RuntimeExecutor):
    """One execution environment."""

    api: RuntimeApi | None = None
    process: FunctionProcess | None = None
    environment: dict[str, str] = {}

    def start(self, env_vars: dict[str, str]) -> None:
        self.environment = {name: str(value) for name, value in env_vars.items()}
        self.begin()

    def begin(self) -> None:
        settings = self.function_version.config
        self.api = RuntimeApi()
        self.process = FunctionProcess(
            pathlib.Path(settings.code.get_unzipped_code_location()), settings.memory_size, self.environment, self.api
        )
        give_up = time.monotonic() + STARTUP_SECONDS
        while not self.api.asked.wait(LOOK_SECONDS):
            late = time.monotonic() > give_up
            if self.api.init_error or late or self.process.ended() is not None:
                why = self.api.init_error or ("it took too long" if late else "its JVM ended")
                printed = self.process.output()
                self.stop()
                raise LambdaRuntimeException(f"{self.environment['_HANDLER']} did not start: {why}\n{printed}")

    def stop(self) -> None:
        if self.process:
            self.process.end()
        if self.api:
            self.api.end()
        self.process = self.api = None

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        if not self.process:
            # The last invocation used up its JVM; Lambda too starts a new one.
            self.begin()
        seconds = self.function_version.config.timeout
        work = Work(
            payload["invoke-id"],
            payload["invoked-function-arn"],
            payload["trace-id"],
            payload["payload"].encode(),
            time.time() + seconds,
        )
        before = self.process.size()
        self.api.waiting.put(work)
        while not work.done.wait(LOOK_SECONDS):
            if self.process.ended() is not None or time.time() > work.deadline:
                return self.give_up(work, seconds, before)
        return InvocationResult(work.request_id, work.answer, work.failed, self.process.output(before))

    def give_up(self, work: Work, seconds: int, before: int) -> InvocationResult:
        """Answers for a function that does not. The words are Lambda's as far as they are known."""
        status = self.process.ended()
        printed = self.process.output(before)
        self.stop()
        if status is None:
            error = ("Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds")
        else:
            error = ("Runtime.ExitError", f"Runtime exited with error: exit status {status}")
        message = f"RequestId: {work.request_id} Error: {error[1]}"
        answer = json.dumps({"errorType": error[0], "errorMessage": message}).encode()
        return InvocationResult(work.request_id, answer, is_error=True, logs=printed)

    def get_logs(self) -> str:
        return self.process.output() if self.process else ""

    def get_address(self) -> str:
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        # Only LocalStack's own init process, which is not used here, would call it.
        return f"http://{LOOPBACK}:{config.GATEWAY_LISTEN[0].port}/unused/{self.id}"

    @classmethod
    def prepare_version(cls, function_version) -> None:
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version) -> None:
        """LocalStack deletes the code that it unpacked by itself."""


class KilnExecutorPlugin(RuntimeExecutorPlugin):
    name = "kiln"

    def load(self, *args, **kwargs) -> type[RuntimeExecutor]:
        return KilnExecutor
