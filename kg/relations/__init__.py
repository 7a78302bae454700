"""Mentions and trees -> relation mentions, by rules that are data: triggers, constructions, surface lines."""
