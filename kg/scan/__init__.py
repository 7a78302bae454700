"""What can be said of a text without a model: its sentences and where known names stand."""
