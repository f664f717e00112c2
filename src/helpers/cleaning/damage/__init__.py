"""What spam mirrors do to a text, undone: notes, script, shifted bytes."""
