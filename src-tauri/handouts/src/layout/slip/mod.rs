//! Slips on sheets: each is set on cards of its own, then the cards are laid side by side between marks to cut along.

mod card;
mod look;
mod row;

use super::{
    look::HAIRLINE,
    press::{Footer, Imprint, Press, Sheets},
};
use crate::{
    Area, Bookmark, Element, ElementId, Error, Ink, Item, Letterhead, Page, Pages, Path, PlacedBlock, PrintOptions,
    Role, Slip, SlipOptions, SlipSheet, Stroke, Structure, slip::words,
};

/// The space above a footer's words, in pt, and what is kept free above that, so that a line to write on keeps its distance.
const FOOTER: (f32, f32) = (13.0, 7.0);
/// Where a mark to cut along begins at the edge of a sheet, and how long it is, in pt: nearer no printer reaches.
const MARK: (f32, f32) = (18.0, 14.0);

/// Lays slips out on sheets. A single one is repeated as often as it fits whole on one sheet.
pub(crate) fn slips(slips: &[Slip], head: Option<&Letterhead>, options: &SlipOptions) -> Result<Pages, Error> {
    let SlipOptions { format, paper, printed_on } = *options;
    let options = PrintOptions { format, paper: paper.paper(), printed_on };
    let sheet = paper.sheet(format);
    let mut press = Press::new(&options);
    press.look = look::look(format, &sheet);
    let sets = slips.iter().map(|slip| press.cards(slip, head)).collect::<Result<Vec<_>, _>>()?;
    let copies = if let [only] = sets.as_slice() { (sheet.cards() / only.pages.len()).max(1) } else { 1 };
    let mut table = Table { sheet, cards: 0, sheets: Sheets::default() };
    for (set, slip) in sets.iter().zip(slips) {
        for copy in 0..copies {
            let name = if slips.len() > 1 { words::in_short(&slip.task) } else { words::TITLE.into() };
            table.lay(set, (copy == 0).then_some(name));
        }
    }
    table.mark();
    let tint = press.look.tint;
    Ok(table.sheets.pages(Imprint { id: "slip".into(), title: words::TITLE.into(), options, tint, footer: None }))
}

impl Press {
    /// A slip on its cards; where it needs several, each says which it is.
    fn cards(&mut self, slip: &Slip, head: Option<&Letterhead>) -> Result<Sheets, Error> {
        let whole = self.set_slip(slip, head)?;
        if whole.pages.len() == 1 {
            return Ok(whole);
        }
        let content = self.look.content;
        let foot = content.bottom - FOOTER.0 - self.look.footer.line();
        self.look.content.bottom = foot - FOOTER.1;
        let set = self.set_slip(slip, head);
        self.look.content.bottom = foot;
        let set = set.map(|mut set| {
            self.number(&mut set, slip);
            set
        });
        self.look.content = content;
        set
    }

    /// Says on each card which it is; a hairline that parts groups parts nothing at the top of one.
    fn number(&mut self, set: &mut Sheets, slip: &Slip) {
        let (count, name) = (set.pages.len(), words::in_short(&slip.task));
        let footer = Footer { name, source: String::new(), date: String::new() };
        let top = self.look.content.top;
        for (index, page) in set.pages.iter_mut().enumerate() {
            page.items.retain(|item| item.element.is_some() || item.bounds().bottom > top + 0.1);
            page.items.extend(self.footer(&footer, index + 1, count));
        }
    }

    fn set_slip(&mut self, slip: &Slip, head: Option<&Letterhead>) -> Result<Sheets, Error> {
        self.structure = Structure::default();
        let blocks = self.card(slip, head);
        self.set_down("slip", self.look.tint, crate::Paper::A4, blocks)
    }
}

/// Sheets on which cards are laid.
struct Table {
    sheet: SlipSheet,
    /// How many cards have been laid.
    cards: usize,
    sheets: Sheets,
}

impl Table {
    /// Lays a slip's cards on the next places; with a name it is found in the reader's side panel.
    fn lay(&mut self, set: &Sheets, name: Option<String>) {
        let offset = self.sheets.structure.elements.len();
        let section = self.sheets.structure.add(Structure::ROOT, Role::Sect);
        let moved = |id: ElementId| if id == Structure::ROOT { section } else { ElementId(id.0 + offset) };
        for element in &set.structure.elements[1..] {
            let parent = element.parent.map(moved);
            self.sheets.structure.elements.push(Element { parent, ..element.clone() });
        }
        let first = self.cards;
        for card in &set.pages {
            self.put(card, moved);
        }
        for (index, bookmark) in set.bookmarks.iter().filter(|_| name.is_some()).enumerate() {
            let place = first + bookmark.page;
            let (page, element) = (place / self.sheet.cards(), moved(bookmark.element));
            let top = bookmark.top + self.sheet.corner(place % self.sheet.cards()).1;
            let title = name.clone().filter(|_| index == 0).unwrap_or_else(|| bookmark.title.clone());
            self.sheets.bookmarks.push(Bookmark { title, element, page, top, ..*bookmark });
        }
    }

    fn put(&mut self, card: &Page, moved: impl Fn(ElementId) -> ElementId) {
        let place = self.cards % self.sheet.cards();
        if place == 0 {
            self.sheets.pages.push(self.blank(card));
        }
        self.cards += 1;
        let (x, y) = self.sheet.corner(place);
        let Some(page) = self.sheets.pages.last_mut() else { return };
        page.items.extend(card.items.iter().cloned().map(|mut item| {
            item.element = item.element.map(&moved);
            item.shift(x, y);
            item
        }));
        let blocks = card.blocks.iter().map(|block| PlacedBlock {
            top: block.top + y,
            bottom: block.bottom + y,
            ..block.clone()
        });
        page.blocks.extend(blocks);
    }

    /// A sheet for cards like this one.
    fn blank(&self, card: &Page) -> Page {
        let (width, height) = (self.sheet.width, self.sheet.height);
        let Area { left, top, .. } = card.content;
        let content = Area { left, top, right: width - left, bottom: height - top };
        Page { width, height, content, tint: card.tint, items: Vec::new(), blocks: Vec::new() }
    }

    /// Draws where to cut: short marks at the edges, and a cross where the cuts meet.
    fn mark(&mut self) {
        let SlipSheet { width, height, columns, rows } = self.sheet;
        let (from, to) = (MARK.0, MARK.0 + MARK.1);
        let mut lines = Vec::new();
        for x in (1..columns).map(|column| width / columns as f32 * column as f32) {
            lines.extend([((x, from), (x, to)), ((x, height - to), (x, height - from))]);
            for y in (1..rows).map(|row| height / rows as f32 * row as f32) {
                let arm = MARK.1 / 2.0;
                lines.extend([((x - arm, y), (x + arm, y)), ((x, y - arm), (x, y + arm))]);
            }
        }
        for y in (1..rows).map(|row| height / rows as f32 * row as f32) {
            lines.extend([((from, y), (to, y)), ((width - to, y), (width - from, y))]);
        }
        let stroke = Stroke::solid(HAIRLINE, 0.5);
        let marks =
            lines.into_iter().map(|(from, to)| Item::decoration(Ink::Path(Path::line(from, to, stroke.clone()))));
        let marks: Vec<Item> = marks.collect();
        self.sheets.pages.iter_mut().for_each(|page| page.items.extend(marks.iter().cloned()));
    }
}
