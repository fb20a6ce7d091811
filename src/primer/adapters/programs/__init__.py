"""Other programs of the person's: git, gh, zizmor, the browser, the pager.

None sees a credential, and only the pager reads keys: no other may ask back.
"""
