"""The words in which rules speak to CP-SAT. The only place that builds models; it knows tasks and people, no roles."""
