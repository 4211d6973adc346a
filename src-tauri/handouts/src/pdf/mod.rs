//! The PDF writer: pages become drawing operators, and the structure becomes tags. The only home of PDF objects.

mod content;
mod dots;
mod fonts;
mod metadata;
mod outline;
mod tags;

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Document, Object};
use rayon::prelude::*;

use self::{content::Drawn, fonts::Fonts, tags::Marks};
use crate::{Error, Pages};

/// How hard streams are compressed, of nine.
const LEVEL: u32 = 5;

/// Writes laid-out pages as a tagged PDF; the same pages give the same bytes.
pub fn write_pdf(pages: &Pages) -> Result<Vec<u8>, Error> {
    let (mut document, fonts) = Fonts::embed(pages)?;
    document.version = "1.7".into();
    let pictures = dots::of(pages);
    let draw = |page| content::draw(page, &pages.structure, &fonts, &pictures);
    let drawn: Vec<Drawn> = pages.pages.par_iter().map(draw).collect();
    let page_ids: Vec<_> = document.page_iter().collect();
    let mut marked = Vec::with_capacity(drawn.len());
    for (id, page) in page_ids.iter().zip(drawn) {
        let content =
            document.get_page_contents(*id).first().copied().ok_or_else(|| Error::pdf("a page has no content"))?;
        let stream = document.get_object_mut(content).and_then(Object::as_stream_mut).map_err(Error::pdf)?;
        stream.set_plain_content(page.content);
        marked.push(page.marked);
    }
    dots::add(&mut document, &page_ids, &pictures)?;
    let elements = tags::add(&mut document, &page_ids, pages, &Marks::new(marked))?;
    outline::add(&mut document, &page_ids, pages, &elements)?;
    compress(&mut document)?;
    metadata::add(&mut document, pages)?;
    finish(document)
}

/// Compresses every stream that is not yet: lopdf's own way takes the slowest level, which saves next to nothing here.
fn compress(document: &mut Document) -> Result<(), Error> {
    let streams = document.objects.par_iter_mut().filter_map(|(_, object)| object.as_stream_mut().ok());
    streams.filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter")).try_for_each(|stream| {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
        packer.write_all(&stream.content).map_err(Error::pdf)?;
        let packed = packer.finish().map_err(Error::pdf)?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
        Ok(())
    })
}

fn finish(mut document: Document) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(Error::pdf)?;
    Ok(bytes)
}

/// A text string: plain where its letters are, else UTF-16 with a byte order mark, which every reader understands.
fn text_string(text: &str) -> Object {
    if text.chars().all(|c| matches!(c, ' '..='~')) {
        return Object::string_literal(text);
    }
    Object::String(utf16(text), lopdf::StringFormat::Hexadecimal)
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}
