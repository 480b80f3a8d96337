"""The windows a person sees: pages, dialogs, widgets and the models behind lists."""
