"""What a page of the handbook may load: its own files, and nothing from anywhere else."""

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        # Firefox does not count the search page on disk as 'self'.
        "form-action 'self' file:",
        "base-uri 'none'",
    ]
)
