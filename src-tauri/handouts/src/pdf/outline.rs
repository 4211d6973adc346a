//! The outline: a bookmark for each heading, in the reader's side panel.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::text_string;
use crate::{Bookmark, Error, Pages};

/// Adds the outline: each title, and the other headings under it.
pub(crate) fn add(
    document: &mut Document,
    page_ids: &[ObjectId],
    pages: &Pages,
    elements: &[ObjectId],
) -> Result<(), Error> {
    let families: Vec<&[Bookmark]> = pages.bookmarks.chunk_by(|_, next| next.level > 1).collect();
    if families.is_empty() {
        return Ok(());
    }
    let outline = document.new_object_id();
    let tops: Vec<ObjectId> = families.iter().map(|_| document.new_object_id()).collect();
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
    for (index, family) in families.iter().enumerate() {
        let (title, rest) = (&family[0], &family[1..]);
        let ids: Vec<ObjectId> = rest.iter().map(|_| document.new_object_id()).collect();
        for (at, bookmark) in rest.iter().enumerate() {
            let mut item = entry(bookmark, tops[index]);
            link_beside(&mut item, &ids, at);
            document.set_object(ids[at], item);
        }
        let mut item = entry(title, outline);
        link(&mut item, "First", ids.first());
        link(&mut item, "Last", ids.last());
        link_beside(&mut item, &tops, index);
        if !ids.is_empty() {
            // Of several documents only the titles are shown at first.
            let open = if families.len() == 1 { 1 } else { -1 };
            item.set("Count", ids.len() as i64 * open);
        }
        document.set_object(tops[index], item);
    }
    let count = if families.len() == 1 { pages.bookmarks.len() } else { families.len() };
    let (first, last) = (tops[0], tops[tops.len() - 1]);
    document.set_object(
        outline,
        dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count as i64 },
    );
    document.catalog_mut().map_err(Error::pdf)?.set("Outlines", outline);
    Ok(())
}

/// Links an entry to the ones before and after it.
fn link_beside(item: &mut Dictionary, ids: &[ObjectId], at: usize) {
    link(item, "Prev", at.checked_sub(1).and_then(|before| ids.get(before)));
    link(item, "Next", ids.get(at + 1));
}

fn link(item: &mut Dictionary, key: &str, target: Option<&ObjectId>) {
    if let Some(target) = target {
        item.set(key, *target);
    }
}
