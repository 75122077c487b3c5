"""The projects that evidence is looked for in have files that look like tests and are none of ours."""

collect_ignore = ["projects"]
