"""The forms that digests take, one module each."""
