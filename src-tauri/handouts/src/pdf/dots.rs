//! Pictures of dots as objects of the document.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::{DotData, Dots, Error, Ink, Pages};

/// The name under which the picture `index` is drawn.
pub(crate) fn name(index: usize) -> String {
    format!("SBIMG{index}")
}

/// Every picture of dots on the pages, each once.
pub(crate) fn of(pages: &Pages) -> Vec<Arc<Dots>> {
    let mut found: Vec<Arc<Dots>> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Ink::Dots(_, dots) = &item.ink
            && !found.contains(dots)
        {
            found.push(dots.clone());
        }
    }
    found
}

/// Adds the pictures to what the pages may draw.
pub(crate) fn add(document: &mut Document, page_ids: &[ObjectId], pictures: &[Arc<Dots>]) -> Result<(), Error> {
    if pictures.is_empty() {
        return Ok(());
    }
    let mut names = Dictionary::new();
    for (index, dots) in pictures.iter().enumerate() {
        let id = object(document, dots);
        names.set(name(index), id);
    }
    let names = document.add_object(names);
    for page in page_ids {
        let resources = document.get_dictionary(*page).and_then(|page| page.get(b"Resources")).map_err(Error::pdf)?;
        let id = resources.as_reference().map_err(Error::pdf)?;
        document.get_dictionary_mut(id).map_err(Error::pdf)?.set("XObject", names);
    }
    Ok(())
}

fn object(document: &mut Document, dots: &Dots) -> ObjectId {
    let mut head = dictionary! { "Type" => "XObject", "Subtype" => "Image", "BitsPerComponent" => 8,
    "Width" => i64::from(dots.width), "Height" => i64::from(dots.height) };
    let bytes = match &dots.data {
        DotData::Jpeg { file, coloured, .. } => {
            head.set("ColorSpace", if *coloured { "DeviceRGB" } else { "DeviceGray" });
            head.set("Filter", "DCTDecode");
            file.clone()
        }
        DotData::Plain { colours, cover } => {
            head.set("ColorSpace", "DeviceRGB");
            if let Some(cover) = cover {
                let mask = dictionary! { "Type" => "XObject", "Subtype" => "Image", "BitsPerComponent" => 8,
                "Width" => i64::from(dots.width), "Height" => i64::from(dots.height), "ColorSpace" => "DeviceGray" };
                let mask = document.add_object(Stream::new(mask, cover.clone()));
                head.set("SMask", Object::Reference(mask));
            }
            colours.clone()
        }
    };
    document.add_object(Stream::new(head, bytes))
}
