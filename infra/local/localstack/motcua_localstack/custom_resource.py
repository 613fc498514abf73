"""CloudFormation custom resources: the function behind ServiceToken is invoked, and its answer awaited."""

import json
import threading
import uuid

from localstack import config
from localstack.http import Request, Response, route
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

ANSWER_PATH = "/_motcua/custom-resource"
_waiting: dict[str, dict] = {}
_physical_ids: dict[tuple, str] = {}


class CustomResourceAnswer:
    """Where a custom resource's function puts its answer; in AWS this is a presigned S3 URL."""

    @route(f"{ANSWER_PATH}/<token>", methods=["PUT"])
    def put(self, request: Request, token: str) -> Response:
        entry = _waiting.get(token)
        if entry is None:
            return Response(status=404)
        entry["answer"] = json.loads(request.get_data())
        entry["came"].set()
        return Response(status=200)


class CustomResourceProvider(ResourceProvider[dict]):
    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA = {"primaryIdentifier": ["/properties/PhysicalResourceId"]}

    def create(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        return self._ask("Create", request)

    def update(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        return self._ask("Update", request)

    def delete(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        return self._ask("Delete", request)

    def _ask(self, kind: str, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        properties = {key: value for key, value in (request.desired_state or {}).items() if key != "PhysicalResourceId"}
        resource = (request.account_id, request.region_name, request.stack_id, request.logical_resource_id)
        token = uuid.uuid4().hex
        event = {
            "RequestType": kind,
            "RequestId": str(uuid.uuid4()),
            "StackId": request.stack_id,
            "ResponseURL": f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}{ANSWER_PATH}/{token}",
            "ResourceType": request.resource_type,
            "LogicalResourceId": request.logical_resource_id,
            "ServiceToken": properties["ServiceToken"],
            "ResourceProperties": _scalars_as_text(properties),
        }
        if kind != "Create":
            event["PhysicalResourceId"] = _physical_ids.get(resource, request.logical_resource_id)
        if kind == "Update":
            event["OldResourceProperties"] = _scalars_as_text(request.previous_state or {})

        answer = self._invoke_and_wait(request, event, token, float(properties.get("ServiceTimeout") or 120))
        if answer is None:
            return _failed(f"custom resource {request.logical_resource_id} did not answer in time")
        if answer.get("Status") != "SUCCESS":
            return _failed(f"custom resource {request.logical_resource_id} failed: {answer.get('Reason')}")
        physical_id = answer.get("PhysicalResourceId") or request.logical_resource_id
        _physical_ids[resource] = physical_id
        model = {**properties, **(answer.get("Data") or {}), "PhysicalResourceId": physical_id}
        return ProgressEvent(OperationStatus.SUCCESS, model)

    @staticmethod
    def _invoke_and_wait(request: ResourceRequest[dict], event: dict, token: str, limit_seconds: float) -> dict | None:
        entry = _waiting[token] = {"came": threading.Event(), "answer": None}
        function = event["ServiceToken"]
        client = request.aws_client_factory.lambda_
        try:
            client.get_waiter("function_active_v2").wait(FunctionName=function)
            client.invoke(FunctionName=function, InvocationType="Event", Payload=json.dumps(event))
            entry["came"].wait(limit_seconds)
            return entry["answer"]
        finally:
            _waiting.pop(token, None)


def _failed(message: str) -> ProgressEvent[dict]:
    return ProgressEvent(OperationStatus.FAILED, {}, message=message)


def _scalars_as_text(value):
    """CloudFormation hands every scalar to a custom resource as a string."""
    if isinstance(value, dict):
        return {key: _scalars_as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_scalars_as_text(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)
