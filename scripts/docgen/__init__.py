"""What is written from the programs' own tables: manual pages, completions, pages of the documentation."""
