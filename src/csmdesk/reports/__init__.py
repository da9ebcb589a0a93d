"""From figures to a document, and from the document to Word, PDF, HTML and Markdown."""
