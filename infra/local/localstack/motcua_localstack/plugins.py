"""The four places where LocalStack is told to do without Docker. It finds them as entry points of this package."""

import os

from localstack import config
from localstack.runtime import hooks
from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessRuntimeExecutorPlugin(RuntimeExecutorPlugin):
    """Selected by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args, **kwargs):
        from .executor import ProcessRuntimeExecutor

        return ProcessRuntimeExecutor


class CustomResourcePlugin(CloudFormationResourceProviderPlugin):
    """LocalStack's community edition deploys custom resources as no-ops; this one asks their function."""

    name = "AWS::CloudFormation::CustomResource"

    def load(self, *args, **kwargs):
        from .custom_resource import CustomResourceProvider

        self.factory = CustomResourceProvider


@hooks.on_infra_start()
def prepare_host_mode():
    """Runs once, before LocalStack opens its port."""
    _listen_on_the_asked_host_only()
    _run_dynamodb_local_from_jars()

    from localstack.services.edge import ROUTER

    from .custom_resource import CustomResourceAnswer

    ROUTER.add(CustomResourceAnswer())


def _listen_on_the_asked_host_only():
    """LocalStack's Twisted server takes the port of GATEWAY_LISTEN but not its host, and would listen to the network."""
    from twisted.internet import endpoints

    hosts = {entry.port: entry.host for entry in config.GATEWAY_LISTEN}
    original = endpoints.TCP4ServerEndpoint

    def listen(reactor, port, **options):
        return original(reactor, port, **({"interface": hosts.get(port, "")} | options))

    endpoints.TCP4ServerEndpoint = listen


def _run_dynamodb_local_from_jars():
    """LocalStack downloads a zip of DynamoDB Local and an agent for more than 20 indexes; here are Maven's jars, no agent."""
    from localstack.services.dynamodb.packages import DynamoDBLocalPackageInstaller
    from localstack.services.dynamodb.server import DynamodbServer

    jars = os.environ["DYNAMODB_LOCAL_JARS"]
    java = os.environ["DYNAMODB_LOCAL_JAVA"]

    def command(self):
        place = ["-inMemory"] if self.in_memory else ["-dbPath", self.db_path]
        main = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
        options = [f"-Xmx{self.heap_size}", f"-Djava.library.path={jars}", "-cp", f"{jars}/*"]
        return [java, *self._get_java_vm_options(), *options, main, "-port", str(self.port), *place]

    DynamodbServer._create_shell_command = command
    DynamoDBLocalPackageInstaller.install = lambda self, *args, **kwargs: None
    DynamoDBLocalPackageInstaller.get_java_env_vars = lambda self: {}
