"""What the notebooks say and show, computed from the tables: true for any corpus."""
