"""The pane 计划与指标: metrics, targets, the health model and the plan of the year, a page each."""
