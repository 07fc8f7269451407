"""Papers: records in, the bytes of a PDF out. Knows no database, no window and no clock.

The typefaces are registered here, before any module of the layout library can choose a default of its own: one empty
cell or bullet in a default font would leave a font in the file that is not embedded.
"""

from victimplanner.documents.fonts import register_fonts

register_fonts()
