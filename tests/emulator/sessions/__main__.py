import importlib
import json
import sys

from .recipes import recipe

client, base_url = sys.argv[1:]
names: dict[str, object] = {}
exec(compile(recipe(client, base_url), f"recipe of {client}", "exec"), names)  # noqa: S102 (our own docs)
session = importlib.import_module(f"{__package__}.{client.replace('-', '_').lower()}_client")
sys.stdout.write(json.dumps(session.run(names), ensure_ascii=False))
