"""Accounts become reports: `one.build_one` makes the files of one, `above.site_files` what stands above."""
