"""Sentences -> trees. spaCy lives here and nowhere else."""
