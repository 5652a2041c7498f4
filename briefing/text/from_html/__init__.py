"""HTML elements → Markdown: blocks, what stands in their lines, tables, pictures."""
