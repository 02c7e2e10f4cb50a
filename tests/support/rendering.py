"""Renders the manifests in `deploy/` as Flux does, with kubectl's kustomize."""

import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
OVERLAYS = DEPLOY / "kubernetes" / "overlays"
ENVIRONMENTS = sorted(path.name for path in OVERLAYS.iterdir())
KUBECTL = Path(sysconfig.get_path("scripts")) / "kubectl"

Manifest = dict[str, Any]


def render_overlay(environment: str) -> list[Manifest]:
    """Render an environment."""
    return _render(OVERLAYS / environment)


def render_flux(folder: Path) -> list[Manifest]:
    """Render the files of `deploy/flux/` together, as Flux does.

    Args:
        folder: An empty folder for kustomize's input.
    """
    return render_together(folder, resources=sorted((DEPLOY / "flux").glob("*.yaml")))


def render_together(folder: Path, **parts: list[Path]) -> list[Manifest]:
    """Render resources and components as one kustomization.

    Args:
        folder: An empty folder for kustomize's input.
        parts: Their paths, by the kustomization's key.
    """
    relative = {key: [os.path.relpath(path, folder) for path in parts[key]] for key in parts}
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(relative))
    return _render(folder)


def one(kind: str, manifests: list[Manifest]) -> Manifest:
    """Return the only manifest of a kind."""
    (found,) = (manifest for manifest in manifests if manifest["kind"] == kind)
    return found


def _render(folder: Path) -> list[Manifest]:
    done = subprocess.run(
        [KUBECTL, "kustomize", "--load-restrictor", "LoadRestrictionsNone", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")  # kustomize warns of deprecated fields
    return list(yaml.safe_load_all(done.stdout))
