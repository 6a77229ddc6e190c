"""Text in, ParsedDigest out: pure Python that knows neither Django nor the database."""
