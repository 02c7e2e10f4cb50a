"""The manifests in `deploy/` match the schemas of Kubernetes, Flux and the Prometheus operator.

Unknown keys are errors.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import kubernetes_validate
import pytest

from support.rendering import (
    DEPLOY,
    ENVIRONMENTS,
    OVERLAYS,
    Manifest,
    one,
    render_flux,
    render_overlay,
    render_together,
)

pytestmark = pytest.mark.slow

#: As in `deploy/terraform/variables.tf`.
KUBERNETES_VERSION = "1.36"

#: The modules with the models of custom resources, by API group.
MODELS = {
    "image.toolkit.fluxcd.io": "cloudcoil.models.fluxcd.image",
    "kustomize.toolkit.fluxcd.io": "cloudcoil.models.fluxcd.kustomize",
    "monitoring.coreos.com": "cloudcoil.models.prometheus_operator",
    "source.toolkit.fluxcd.io": "cloudcoil.models.fluxcd.source",
}


def validate(manifest: Manifest) -> None:
    """Validate a manifest against the schema of its kind."""
    group, _, version = manifest["apiVersion"].rpartition("/")
    if group not in MODELS:
        kubernetes_validate.validate(manifest, KUBERNETES_VERSION, strict=True)
    elif find_spec(f"{MODELS[group]}.{version}"):
        model = getattr(import_module(f"{MODELS[group]}.{version}"), manifest["kind"])
        model.model_validate(manifest, extra="forbid")
    else:
        # Before Python 3.14 the models have Flux' image kinds in their last beta version only. The
        # stable version has the same keys.
        assert (group, version) == ("image.toolkit.fluxcd.io", "v1")
        validate(manifest | {"apiVersion": f"{group}/v1beta2"})


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_environments(environment: str) -> None:
    for manifest in render_overlay(environment):
        validate(manifest)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_environments_with_the_service_monitor(environment: str, tmp_path: Path) -> None:
    component = DEPLOY / "kubernetes" / "components" / "service-monitor"
    manifests = render_together(
        tmp_path, resources=[OVERLAYS / environment], components=[component]
    )
    validate(one("ServiceMonitor", manifests))


def test_flux(tmp_path: Path) -> None:
    for manifest in render_flux(tmp_path):
        validate(manifest)
