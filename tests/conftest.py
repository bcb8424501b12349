"""What every test may use: hypothesis profiles, and the folder of real reports where there is one."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED_REPORTS = ROOT / ".." / "shared" / "reports"

# Every run of "ci" draws the same examples, so a red build is red again on any machine; "nightly" looks
# further, "quick" is for runs that are many. No deadline: a loaded machine is not a bug.
settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=50)
settings.register_profile("nightly", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the real reports is marked so: ``-m "not shared"`` leaves it out."""
    for item in items:
        if "shared_reports" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)


@pytest.fixture
def shared_reports() -> Path:
    """Published reports with exact truth files, which are kept beside the checkout and not in it."""
    if not SHARED_REPORTS.is_dir():
        pytest.skip("no ../shared/reports: the real reports are not kept in the project")
    return SHARED_REPORTS.resolve()
