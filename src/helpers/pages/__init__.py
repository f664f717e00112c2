"""Run the notebooks and make the pages."""
