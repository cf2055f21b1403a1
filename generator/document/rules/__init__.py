"""The rules of `lint`, one module a subject. Each has a `CHECKS` tuple; `generator.document.lint`
puts them together.
"""
