"""WHAT a campaign's files say: campaign.toml, the roster and the catalogue, with every mistake at once."""
