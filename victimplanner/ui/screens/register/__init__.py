"""The register of a witness's issued papers: how each copy stands, its pages, writing and printing again, recall."""
