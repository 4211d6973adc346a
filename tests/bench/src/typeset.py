"""Prints a page with WeasyPrint as often as asked; says how long each time took.

Arguments: the page, and where the PDF goes. First says WeasyPrint's version. Then, for each line that comes in, the
page is parsed, laid out and written anew, and the milliseconds are printed. Starting Python and importing WeasyPrint
are not counted.
"""

import sys
from pathlib import Path
from time import perf_counter

from weasyprint import HTML, __version__

page, target = Path(sys.argv[1]), Path(sys.argv[2])
text, folder = page.read_text(encoding="utf-8"), page.parent.as_uri() + "/"
print(__version__, flush=True)
for _ in sys.stdin:
    start = perf_counter()
    pdf = HTML(string=text, base_url=folder).write_pdf()
    print((perf_counter() - start) * 1000, flush=True)
    target.write_bytes(pdf)
