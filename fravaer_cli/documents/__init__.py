"""What a school hands out: from a case's files to DOCX, PDF and HTML.

A document is a template in `templates/dokumenter/`, a line in `catalogue`, and a function in `contexts` that gives the
template its data. `production` takes it through `jinja` to HTML, and from there through pandoc to Word and Typst.
"""
