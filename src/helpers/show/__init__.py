"""The only place that makes HTML and pictures, in both languages."""
