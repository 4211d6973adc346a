//! The footer: title and page, source and date, under a hairline. Decoration for a screen reader, which knows both.

use super::{
    press::{Footer, Press},
    shape::SetText,
};
use crate::{Ink, Item, Prose, TextRun};

impl Press {
    /// The footer of page `page` of `count`.
    pub fn footer(&mut self, footer: &Footer, page: usize, count: usize) -> Vec<Item> {
        let area = self.look.content;
        let line = self.look.footer.line();
        let top = area.bottom + 11.0;
        let mut rule = Item::decoration(Ink::Path(self.hairline(0.0)));
        rule.shift(area.left, top - 2.5);
        let page = format!("page {page} of {count}");
        let mut items = vec![rule];
        items.extend(self.footer_line(&footer.name, &page, top));
        items.extend(self.footer_line(&footer.source, &footer.date, top + line));
        items
    }

    fn footer_line(&mut self, left: &str, right: &str, top: f32) -> Vec<Item> {
        let area = self.look.content;
        let end = self.shaper.set(&Prose::plain(right), self.look.footer, area.width());
        let start = self.one_line(left, area.width() - end.width - 16.0);
        let x = area.right - end.width;
        let start = start.runs.into_iter().map(move |run| (run, area.left));
        let end = end.runs.into_iter().map(move |run| (run, x));
        let placed = start.chain(end).map(move |(run, x)| TextRun { x: run.x + x, y: run.y + top, ..run });
        placed.map(|run| Item::decoration(Ink::Text(run))).collect()
    }

    /// A footer's words on one line: a source too long for it is named in full at the end of the handout.
    fn one_line(&mut self, words: &str, width: f32) -> SetText {
        let whole = self.shaper.set(&Prose::plain(words), self.look.footer, width);
        let line = self.look.footer.line() * 1.5;
        if whole.height < line {
            return whole;
        }
        let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        let cut = ends.into_iter().rev().map(|end| format!("{} …", &words[..end]));
        let mut shorter = cut.map(|cut| self.shaper.set(&Prose::plain(cut), self.look.footer, width));
        shorter.find(|set| set.height < line).unwrap_or(whole)
    }
}
