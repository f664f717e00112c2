"""Helpers that the notebooks share: from raw Chinese government texts to tables and pages."""
