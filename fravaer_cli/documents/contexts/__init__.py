"""One module for each document: from the case to what the template prints."""
