"""The steps of the documents, a module for each kind of document."""
