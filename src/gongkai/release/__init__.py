"""Before something goes out: what must not be in it, told, masked or taken away.

``scan`` examines a text or a file, hidden content and metadata included; ``mask`` covers what was found;
``strip`` takes hidden content and metadata out of a copy. Nothing here decides: a person does, and that is kept.
"""
