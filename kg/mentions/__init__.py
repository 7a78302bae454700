"""What a text names, refers to or measures."""
