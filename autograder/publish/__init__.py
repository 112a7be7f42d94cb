"""Makes what learners get from what authors write: notebooks, links, glossary, syllabus."""
