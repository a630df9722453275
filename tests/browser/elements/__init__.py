"""The custom elements, on a page of their own."""
