//! A packet: documents that were set apart become one, with one structure and pages that are numbered through.

use rayon::prelude::*;

use super::{
    block::Block,
    press::{Footer, Imprint, Press, Sheets},
};
use crate::{
    BlockKind, Bookmark, Cover, ElementId, Error, Handout, Letterhead, Pages, Paper, PrintOptions, Prose, Role,
    Structure, prose,
};

/// Lays out handouts behind a cover.
pub fn lay_out_packet(
    handouts: &[&Handout],
    cover: Option<&Cover>,
    letterhead: Option<&Letterhead>,
    options: &PrintOptions,
) -> Result<Pages, Error> {
    if handouts.is_empty() {
        return Err(Error::EmptyPacket);
    }
    let mut press = Press::new(options);
    let set = |(index, handout): (usize, &&Handout)| {
        let head = letterhead.filter(|_| index == 0 && cover.is_none());
        Ok((Press::new(options).handout(handout, head, options)?, Some(Footer::of(handout, options))))
    };
    let mut parts: Vec<_> = handouts.par_iter().enumerate().map(set).collect::<Result<_, Error>>()?;
    let title = cover.map_or_else(|| handouts[0].title.clone(), |cover| cover.title.clone());
    if let Some(cover) = cover {
        let firsts = first_pages(&parts);
        let mut front = press.cover(cover, letterhead, handouts, &firsts, 1, options.paper)?;
        if front.pages.len() > 1 {
            let before = front.pages.len();
            front = press.cover(cover, letterhead, handouts, &firsts, before, options.paper)?;
        }
        let date = options.printed_on.format("%-d %B %Y").to_string();
        let source = letterhead.map(|head| head.name.clone()).unwrap_or_default();
        parts.insert(0, (front, Some(Footer { name: title.clone(), source, date })));
    }
    let tint = press.look.tint;
    let imprint = Imprint { id: "packet".into(), title, options: *options, tint, footer: None };
    Ok(press.bound(imprint, parts))
}

/// The page on which each part begins, from 0.
fn first_pages(parts: &[(Sheets, Option<Footer>)]) -> Vec<usize> {
    let starts = parts.iter().scan(0, |next, (sheets, _)| {
        let first = *next;
        *next += sheets.pages.len();
        Some(first)
    });
    starts.collect()
}

impl Press {
    /// The cover: title, name, words, and what is in the packet, on pages that `before` pages of cover come before.
    fn cover(
        &mut self,
        cover: &Cover,
        letterhead: Option<&Letterhead>,
        handouts: &[&Handout],
        firsts: &[usize],
        before: usize,
        paper: Paper,
    ) -> Result<Sheets, Error> {
        let mut blocks: Vec<Block> = letterhead.and_then(|head| self.letterhead(head)).into_iter().collect();
        let mut title = self.title(&cover.title);
        title.gap = self.look.part_gap * 2.0;
        blocks.push(title);
        if let Some(name) = cover.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            let mut block = self.paragraph(&Prose::strong(format!("For {name}")));
            block.gap = 16.0;
            blocks.push(block);
        }
        let words = cover.words.as_deref().map(prose::blocks).transpose();
        for block in words.map_err(|why| Error::unusable("The words on the cover", why))?.iter().flatten() {
            blocks.extend(self.text(block));
        }
        blocks.push(self.heading("In this packet"));
        let list = self.structure.add(Structure::ROOT, Role::L);
        for (handout, first) in handouts.iter().zip(firsts) {
            blocks.push(self.entry(list, handout, before + first + 1));
        }
        let closing = letterhead.and_then(|head| self.closing_line(head));
        blocks.extend(closing);
        let missing = self.undrawn(&blocks);
        blocks.extend(missing);
        self.set_down("packet", self.look.tint, paper, blocks)
    }

    /// A handout in the list: its title, its message under it, its page at the right.
    fn entry(&mut self, list: ElementId, handout: &Handout, page: usize) -> Block {
        let item = self.structure.add(list, Role::LI);
        let element = self.structure.add(item, Role::LBody);
        let mut block = Block::new(BlockKind::Text, self.look.paragraph_gap * 2.0);
        let width = self.look.width() - self.look.gutter * 1.6;
        let title = self.shaper.set(&Prose::strong(format!("{} ", handout.title)), self.look.body, width);
        let number = self.shaper.set(&Prose::plain(format!("{page} ")), self.look.body, self.look.gutter * 1.5);
        let message = self.shaper.set(&handout.message, self.quiet(), width);
        let (below, right) = (title.height, self.look.width() - number.width);
        block.height = below + message.height;
        block.draw_text(element, title, 0.0, 0.0);
        block.draw_text(element, message, 0.0, below);
        block.draw_text(element, number, right, 0.0);
        block.draw_rule(self.hairline(block.height + 4.0));
        block.height += 4.0;
        block
    }

    /// Parts as one document.
    fn bound(&mut self, imprint: Imprint, parts: Vec<(Sheets, Option<Footer>)>) -> Pages {
        let count = parts.iter().map(|(sheets, _)| sheets.pages.len()).sum();
        let mut all = Sheets::default();
        for (mut sheets, footer) in parts {
            let (first, offset) = (all.pages.len(), all.structure.elements.len());
            let section = all.structure.add(Structure::ROOT, Role::Sect);
            let moved = |id: ElementId| if id == Structure::ROOT { section } else { ElementId(id.0 + offset) };
            for element in sheets.structure.elements.drain(1..) {
                let parent = element.parent.map(moved);
                all.structure.elements.push(crate::Element { parent, ..element });
            }
            for (index, mut page) in sheets.pages.into_iter().enumerate() {
                page.items.iter_mut().for_each(|item| item.element = item.element.map(moved));
                page.items.extend(footer.iter().flat_map(|footer| self.footer(footer, first + index + 1, count)));
                all.pages.push(page);
            }
            let bookmarks = sheets.bookmarks.into_iter();
            all.bookmarks.extend(bookmarks.map(|bookmark| Bookmark {
                element: moved(bookmark.element),
                page: bookmark.page + first,
                ..bookmark
            }));
        }
        all.pages(imprint)
    }
}
