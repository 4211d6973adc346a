//! Flow: blocks are placed on pages from top to bottom, as they were planned.

use super::{
    block::Block,
    look::Look,
    plan::{Plan, Spot},
};
use crate::{Bookmark, Colour, Error, Page, Paper, PlacedBlock};

/// What stays free under the last line to write on, in pt: closer, it would stand there as a second rule over the footer.
const CLEAR: f32 = 12.0;

/// Pages without their footers, and the headings on them.
pub(crate) struct Placed {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
}

/// Places the blocks of the document `id`.
///
/// # Errors
/// [`Error::TooTall`].
pub(crate) fn place(
    id: &str,
    look: &Look,
    paper: Paper,
    tint: Option<Colour>,
    blocks: Vec<Block>,
) -> Result<Placed, Error> {
    let plan = Plan::best(id, look, &blocks)?;
    let (width, height) = paper.size();
    let blank = Page { width, height, content: look.content, tint, items: Vec::new(), blocks: Vec::new() };
    let mut placed = Placed { pages: vec![blank; plan.pages], bookmarks: Vec::new() };
    for (mut block, spot) in blocks.into_iter().zip(plan.spots) {
        block.do_without(spot.thrift);
        placed.put(block, spot, look);
    }
    Ok(placed)
}

impl Placed {
    fn put(&mut self, mut block: Block, spot: Spot, look: &Look) {
        let (left, top) = (look.content.left, spot.top);
        block.fill_up(look.content.bottom - CLEAR - top - block.height);
        if let Some((title, level, element)) = block.bookmark.take() {
            self.bookmarks.push(Bookmark { title, level, element, page: spot.page, top });
        }
        let sheet = &mut self.pages[spot.page];
        if let Some(repeated) = block.repeated.filter(|_| spot.repeats) {
            sheet.items.extend(repeated.items.iter().cloned().map(|mut item| {
                item.shift(left, top - repeated.height);
                item
            }));
        }
        sheet.blocks.push(PlacedBlock { kind: block.kind, top, bottom: top + block.height });
        sheet.items.extend(block.items.into_iter().map(|mut item| {
            item.shift(left, top);
            item
        }));
    }
}
