"""Small parts that pages are put together from; import each from its own module."""
