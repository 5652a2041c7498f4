"""Every page of both sites, as the Nu Html Checker sees it."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from sites import ROOT, Built

VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.validator
def test_vnu_finds_no_error(built: Built):
    if not VNU.is_file():
        pytest.fail("no vnu.jar: run npm install")
    java = shutil.which("java")
    if not java:
        pytest.fail("no java: install default-jre-headless")
    command = [java, "-Xss1024k", "-jar", str(VNU), "--errors-only", "--skip-non-html"]
    done = subprocess.run(
        [*command, str(built.out)], capture_output=True, text=True, timeout=300, check=False
    )

    assert list(built.out.rglob("*.html"))
    assert (done.returncode, done.stderr) == (0, "")
