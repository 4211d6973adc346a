//! The outline: a bookmark for each heading, in the reader's side panel.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::text_string;
use crate::{Bookmark, Error, Pages};

/// Adds the outline: the title, and the other headings under it.
pub(crate) fn add(
    document: &mut Document,
    page_ids: &[ObjectId],
    pages: &Pages,
    elements: &[ObjectId],
) -> Result<(), Error> {
    let Some((title, rest)) = pages.bookmarks.split_first() else { return Ok(()) };
    let (outline, top) = (document.new_object_id(), document.new_object_id());
    let ids: Vec<ObjectId> = rest.iter().map(|_| document.new_object_id()).collect();
    let entry = |bookmark: &Bookmark, parent: ObjectId| {
        let page = &pages.pages[bookmark.page];
        let place: Vec<Object> = vec![
            page_ids[bookmark.page].into(),
            "XYZ".into(),
            Object::Null,
            (page.height - bookmark.top).round().into(),
            Object::Null,
        ];
        dictionary! { "Title" => text_string(&bookmark.title), "Parent" => parent, "Dest" => place, "SE" => elements[bookmark.element.0] }
    };
    for (index, bookmark) in rest.iter().enumerate() {
        let mut item = entry(bookmark, top);
        link(&mut item, "Prev", index.checked_sub(1).and_then(|before| ids.get(before)));
        link(&mut item, "Next", ids.get(index + 1));
        document.set_object(ids[index], item);
    }
    let mut item = entry(title, outline);
    link(&mut item, "First", ids.first());
    link(&mut item, "Last", ids.last());
    item.set("Count", ids.len() as i64);
    document.set_object(top, item);
    let count = pages.bookmarks.len() as i64;
    document.set_object(outline, dictionary! { "Type" => "Outlines", "First" => top, "Last" => top, "Count" => count });
    document.catalog_mut().map_err(Error::pdf)?.set("Outlines", outline);
    Ok(())
}

fn link(item: &mut Dictionary, key: &str, target: Option<&ObjectId>) {
    if let Some(target) = target {
        item.set(key, *target);
    }
}
