"""One file a format that digests come in: each has one public function, bytes -> ReadText."""
