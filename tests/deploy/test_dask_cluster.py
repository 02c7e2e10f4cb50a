"""The Dask cluster in `deploy/dask/` matches the schemas, and its parts each other."""

from importlib.metadata import files
from typing import Any

import kubernetes_validate
import pytest
import yaml
from jsonschema import Draft202012Validator

from support.rendering import DEPLOY

pytestmark = pytest.mark.slow

KUBERNETES_VERSION = "1.36"
ROLES = ["worker", "scheduler"]


@pytest.fixture(scope="module")
def cluster() -> Any:
    return yaml.safe_load((DEPLOY / "dask" / "cluster.yaml").read_text())


def closed(schema: Any) -> Any:
    """Return a schema in which unknown keys are errors."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    is_open = schema.get("x-kubernetes-preserve-unknown-fields")
    if isinstance(schema.get("properties"), dict) and not is_open:
        inner.setdefault("additionalProperties", False)
    return inner


def test_the_cluster_matches_the_schema_of_the_operator(cluster: Any) -> None:
    (path,) = (
        file for file in files("dask-kubernetes") or [] if file.match("crds/daskcluster.yaml")
    )
    (version,) = yaml.safe_load(path.read_text())["spec"]["versions"]
    schema = version["schema"]["openAPIV3Schema"]
    schema["properties"] |= {"apiVersion": True, "kind": True, "metadata": True}
    assert cluster["apiVersion"] == f"kubernetes.dask.org/{version['name']}"
    Draft202012Validator(closed(schema)).validate(cluster)


@pytest.mark.parametrize("role", ROLES)
def test_the_pods_match_the_schema_of_kubernetes(cluster: Any, role: str) -> None:
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": role}}
    spec = cluster["spec"][role]["spec"]
    kubernetes_validate.validate(pod | {"spec": spec}, KUBERNETES_VERSION, strict=True)


def test_the_service_finds_the_scheduler(cluster: Any) -> None:
    scheduler = cluster["spec"]["scheduler"]
    (container,) = scheduler["spec"]["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert {port["targetPort"]: port["port"] for port in scheduler["service"]["ports"]} == ports
    selector = scheduler["service"]["selector"]
    assert selector["dask.org/cluster-name"] == cluster["metadata"]["name"]
    assert selector["dask.org/component"] == "scheduler"


def test_workers_end_tasks_before_kubernetes_ends_workers(cluster: Any) -> None:
    (container,) = cluster["spec"]["worker"]["spec"]["containers"]
    dask = container["args"][container["args"].index("--memory-limit") + 1]
    kubernetes = container["resources"]["limits"]["memory"]
    assert int(dask.removesuffix("GiB")) * 1024 < int(kubernetes.removesuffix("Mi"))
    assert container["resources"]["requests"]["memory"] == kubernetes
