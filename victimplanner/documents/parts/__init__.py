"""Parts of documents too long to stand in one module with the rest."""
