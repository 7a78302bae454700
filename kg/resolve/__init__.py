"""Names to keys, within one article and across all: no model, no similarity, no world knowledge."""
