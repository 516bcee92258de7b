"""`sheets-sync provision`."""

from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, opened
from sheets_sync.cli.show import print_json, print_links, progress
from sheets_sync.pipeline import provision


def provision_command(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Create and share missing workbooks, add missing tabs to the others; what exists is left alone."""
    with opened(config, "provision") as project:
        with progress("created", len(project.units) + 1) as step:
            made = provision(project, step)
        if as_json:
            print_json({"created": made.created, "completed": made.completed, "links": made.links})
        else:
            print_links(project, made.links)
