//! Metadata: title, language, date and identity, all from the pages, none from the clock or from chance.

use lopdf::{Document, Object, Stream, StringFormat, dictionary};

use super::text_string;
use crate::{Error, Pages};

const PRODUCT: &str = "Secure Base";

/// Writes the information dictionary, the XMP packet, what the viewer is told, and the document's identity.
pub(crate) fn add(document: &mut Document, pages: &Pages) -> Result<(), Error> {
    let identity = identity(document, pages);
    let identity = Object::String(identity.to_be_bytes().to_vec(), StringFormat::Hexadecimal);
    let date = format!("D:{}000000Z", pages.printed_on.format("%Y%m%d"));
    let information = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(Error::pdf)?;
    let said = dictionary! {
        "Title" => text_string(&pages.title),
        "Creator" => text_string(PRODUCT),
        "Producer" => text_string(PRODUCT),
        "CreationDate" => Object::string_literal(date.as_str()),
        "ModDate" => Object::string_literal(date.as_str()),
    };
    document.set_object(information, said);
    // Left as plain text, so that programs that know no PDF can still read it.
    let header = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = document.add_object(Stream::new(header, xmp(pages).into_bytes()).with_compression(false));
    let catalog = document.catalog_mut().map_err(Error::pdf)?;
    catalog.set("Metadata", packet);
    catalog.set("Lang", Object::string_literal(pages.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageMode", "UseNone");
    document.trailer.set("ID", vec![identity.clone(), identity]);
    Ok(())
}

/// A hash of everything that is drawn and said (128-bit FNV-1a): equal pages are the same document.
fn identity(document: &Document, pages: &Pages) -> u128 {
    const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let said = format!("{:?}", (&pages.id, &pages.title, pages.printed_on, pages.format, pages.paper));
    let elements = pages.structure.elements.iter().flat_map(|element| {
        let parent = element.parent.map_or(0, |parent| parent.0).to_le_bytes();
        element.role.name().bytes().chain(parent).chain(element.alt.iter().flat_map(|alt| alt.bytes()))
    });
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let drawn = streams.flat_map(|stream| &stream.content);
    said.bytes()
        .chain(elements)
        .chain(drawn.copied())
        .fold(START, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

fn xmp(pages: &Pages) -> String {
    let title = escaped(&pages.title);
    let date = pages.printed_on.format("%Y-%m-%dT00:00:00Z");
    let language = pages.language;
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{PRODUCT}</xmp:CreatorTool>
<pdf:Producer>{PRODUCT}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
