"""What a file says about itself: title and dates, that it can be read aloud, and for an archive what its colours mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from victimplanner.domain.dates import LONDON
from victimplanner.paths import resource

AUTHOR = "Crown Prosecution Service"
PROGRAM = "VictimPlanner"
LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Description:
    """The properties of a file. Nobody's name is in them. `made_at` is an aware moment, kept in London time.

    Every copy claims PDF/UA-1; an archive copy PDF/A-2a too.
    """

    title: str
    subject: str
    made_at: dt.datetime
    is_archive: bool = False


def describe(document: Any, description: Description) -> None:
    """Write the properties into a file of the layout library: once for old readers, once as XMP. Both agree."""
    stamp = _pdf_date(description.made_at)
    document.setDateFormatter(lambda *_parts: stamp)
    catalogue = document.Catalog
    catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
    metadata = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), filters=[])
    metadata.content = _xmp(description)
    catalogue.Metadata = document.Reference(metadata)
    if description.is_archive:
        catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]  # the library does not know this entry
        catalogue.OutputIntents = PDFArray([document.Reference(_colours(document))])


def _colours(document: Any) -> PDFDictionary:
    profile = PDFStream(PDFDictionary({"N": 3}), content=_profile(), filters=[PDFZCompress])
    name = PDFString("sRGB IEC61966-2.1")
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": name,
            "Info": name,
            "DestOutputProfile": document.Reference(profile),
        }
    )


@cache
def _profile() -> bytes:
    return resource("colour", "sRGB.icc").read_bytes()


def _pdf_date(moment: dt.datetime) -> str:
    here = moment.astimezone(LONDON)
    offset = here.utcoffset() or dt.timedelta()
    hours, minutes = divmod(int(offset.total_seconds()) // 60, 60)
    return f"D:{here:%Y%m%d%H%M%S}+{hours:02}'{minutes:02}'"


_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
"""


def _xmp(description: Description) -> bytes:
    moment = description.made_at.astimezone(LONDON).isoformat(timespec="seconds")
    title, subject = escape(description.title), escape(description.subject)
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{PROGRAM}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_EXTENSION if description.is_archive else ""}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""
    return text.encode("utf-8")
