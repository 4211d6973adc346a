//! A history of tasks on its pages: the chart, how many came to what, and each task.

mod chart;
mod table;

use super::{
    block::Block,
    look::INK,
    note_sheet::TOP,
    press::{Footer, Imprint, Press},
};
use crate::{Error, Format, History, Letterhead, Pages, PrintOptions, Prose, slip::words};

/// The title, which names no treatment.
const TITLE: &str = "What was tried, and how it went";
const NOTHING: &str = "Nothing has been agreed in this time.";

/// Lays a history out on pages.
pub(crate) fn history(history: &History, head: Option<&Letterhead>, options: &PrintOptions) -> Result<Pages, Error> {
    let mut press = Press::new(options);
    press.look = smaller(press.look, options.format);
    let blocks = press.history(history, head, options.format);
    let date = options.printed_on.format("%-d %B %Y").to_string();
    let footer = Footer { name: TITLE.into(), source: words::line(&history.period), date };
    let tint = press.look.tint;
    let imprint = Imprint { id: "history".into(), title: TITLE.into(), options: *options, tint, footer: Some(footer) };
    press.finish(imprint, blocks)
}

/// A table is read line by line: smaller words keep its lines whole, except in large print.
fn smaller(look: super::look::Look, format: Format) -> super::look::Look {
    let size = match format {
        Format::Standard => 11.5,
        Format::Large => 18.0,
        Format::Easy => 14.0,
    };
    look.with_body(size)
}

impl Press {
    fn history(&mut self, history: &History, head: Option<&Letterhead>, format: Format) -> Vec<Block> {
        let mut blocks: Vec<Block> = head.and_then(|head| self.letterhead(head)).into_iter().collect();
        blocks.push(self.title(TITLE));
        let name = history.name.as_deref().map(words::line).filter(|name| !name.is_empty());
        let about = [name.map(|name| format!("For {name}")), Some(words::line(&history.period))];
        let about: Vec<String> = about.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if !about.is_empty() {
            blocks.extend(self.cut_paragraph(&Prose::plain(about.join(", ")), TOP, self.quiet()));
        }
        if history.tasks.is_empty() {
            blocks.push(self.heading("Tasks"));
            blocks.push(self.paragraph(&Prose::plain(NOTHING)));
        } else {
            blocks.extend(self.chart(history, format));
            blocks.extend(self.counts(history));
            blocks.extend(self.tasks(history));
        }
        blocks.extend(
            head.map(|head| words::line(&head.closing))
                .filter(|line| !line.is_empty())
                .map(|line| {
                    let style = self.look.body.coloured(INK);
                    self.cut_paragraph(&Prose::plain(line), TOP, style)
                })
                .into_iter()
                .flatten(),
        );
        blocks.extend(self.undrawn(&blocks));
        blocks
    }
}
