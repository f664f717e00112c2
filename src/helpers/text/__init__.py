"""What every wing reads text with: characters, sentences, dates, numerals, script, words."""
