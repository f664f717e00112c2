"""Pure numeric functions, a family a file: intervals, association, dispersion, change."""
