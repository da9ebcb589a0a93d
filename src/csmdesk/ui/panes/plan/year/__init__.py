"""The page 年度计划: the plan of a year, its budget, and the segments that it is drawn from."""
