"""What a case is: frozen types, one module for each kind of file, keys one to one with the file."""
