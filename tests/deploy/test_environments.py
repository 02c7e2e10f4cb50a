"""Names, numbers and paths in `deploy/` agree with each other, which no schema checks."""

import re
from typing import Any

import pytest
import yaml

from support.rendering import ENVIRONMENTS, OVERLAYS, Manifest, one, render_flux, render_overlay
from two_list_sum.server.run import SECONDS_TO_FINISH
from two_list_sum.server.settings import FIELDS, Settings, load_settings, variable

pytestmark = pytest.mark.slow

#: A JSON body that is decoded by Python needs up to 35 times its length in memory, until the
#: response is sent. The rest of the process needs 65 MiB.
MAX_BYTES_PER_BYTE = 35
IDLE_BYTES = 65 * 2**20

#: What the API server calls the kinds that an overlay may hold.
RESOURCES = {
    "Deployment": "deployments",
    "HorizontalPodAutoscaler": "horizontalpodautoscalers",
    "NetworkPolicy": "networkpolicies",
    "PodDisruptionBudget": "poddisruptionbudgets",
    "Service": "services",
}


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def environment(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def overlay(environment: str) -> list[Manifest]:
    return render_overlay(environment)


@pytest.fixture(scope="module")
def flux(tmp_path_factory: pytest.TempPathFactory) -> list[Manifest]:
    return render_flux(tmp_path_factory.mktemp("flux"))


@pytest.fixture
def pod(overlay: list[Manifest]) -> Any:
    return one("Deployment", overlay)["spec"]["template"]


@pytest.fixture
def container(pod: Any) -> Any:
    (only,) = pod["spec"]["containers"]
    return only


@pytest.fixture
def settings(container: Any) -> Settings:
    variables = {entry["name"]: entry["value"] for entry in container["env"]}
    assert variables.keys() <= {variable(field.name) for field in FIELDS}
    return load_settings(variables)


def test_the_image_has_a_version(container: Any) -> None:
    name, _, version = container["image"].partition(":")
    assert re.fullmatch(r"ghcr\.io/(OWNER|[a-z0-9-]+)/two-list-sum", name)
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version)


def test_one_worker_runs_in_a_pod(settings: Settings) -> None:
    assert settings.workers == 1


def test_selectors_find_the_pods(overlay: list[Manifest], pod: Any, container: Any) -> None:
    labels = pod["metadata"]["labels"]
    service = one("Service", overlay)["spec"]
    assert service["selector"] == labels
    assert service["ports"][0]["targetPort"] == container["ports"][0]["name"]
    assert one("PodDisruptionBudget", overlay)["spec"]["selector"]["matchLabels"] == labels


def test_the_autoscaler_scales_the_deployment(overlay: list[Manifest]) -> None:
    target = one("HorizontalPodAutoscaler", overlay)["spec"]["scaleTargetRef"]
    assert target["name"] == one("Deployment", overlay)["metadata"]["name"]


def test_the_largest_bodies_fit_into_the_memory_limit(container: Any, settings: Settings) -> None:
    needed = settings.max_body_bytes * settings.max_pending * MAX_BYTES_PER_BYTE + IDLE_BYTES
    limit = container["resources"]["limits"]["memory"]
    assert needed < int(limit.removesuffix("Mi")) * 2**20
    assert container["resources"]["requests"]["memory"] == limit


def test_pods_have_time_to_finish_requests_in_flight(
    pod: Any, container: Any, settings: Settings
) -> None:
    seconds_before = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    seconds = seconds_before + settings.body_timeout_seconds + SECONDS_TO_FINISH
    assert pod["spec"]["terminationGracePeriodSeconds"] > seconds


def test_flux_follows_the_registry(environment: str, flux: list[Manifest]) -> None:
    path = f"./deploy/kubernetes/overlays/{environment}"
    objects = {(each["kind"], each["metadata"]["name"]): each for each in flux}
    assert objects["Kustomization", environment]["spec"]["path"] == path
    assert objects["ImageUpdateAutomation", environment]["spec"]["update"]["path"] == path
    assert ("ImagePolicy", environment) in objects
    lines = (OVERLAYS / environment / "kustomization.yaml").read_text()
    markers = [yaml.safe_load(marker) for marker in re.findall(r"# ({.*})", lines)]
    assert [marker["$imagepolicy"] for marker in markers] == [
        f"flux-system:{environment}:name",
        f"flux-system:{environment}:tag",
    ]


def test_flux_may_fill_the_namespace(
    environment: str, overlay: list[Manifest], flux: list[Manifest]
) -> None:
    (namespace,) = {each["metadata"]["namespace"] for each in overlay}
    (binding,) = (each for each in flux if each["metadata"].get("namespace") == namespace)
    assert binding["subjects"][0]["name"] == environment
    (labels,) = (
        each["metadata"]["labels"] for each in flux if each["metadata"]["name"] == namespace
    )
    assert labels == {"pod-security.kubernetes.io/enforce": "restricted"}


def test_flux_may_write_each_kind(overlay: list[Manifest], flux: list[Manifest]) -> None:
    writable, _ = one("ClusterRole", flux)["rules"]
    for manifest in overlay:
        assert manifest["apiVersion"].rpartition("/")[0] in writable["apiGroups"]
        assert RESOURCES[manifest["kind"]] in writable["resources"]
