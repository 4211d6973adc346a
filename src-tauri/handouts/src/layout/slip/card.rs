//! What stands on a slip, in the order in which a client needs it: what, why, when, how to keep at it, what came of it.

use super::{
    super::{
        block::{Block, Fill},
        look::WRITING,
        note_sheet::TOP,
        press::Press,
    },
    look::task_style,
};
use crate::{
    BlockKind, Letterhead, Path, PrintField, Prose, Role, Slip, Stroke, Structure,
    slip::words::{self, after, line, paragraphs, quoted},
};

/// The fewest and the most lines to write on for what was learned; how many there are depends on the room.
const LINES: (u8, usize) = (2, 14);

impl Press {
    /// The blocks of a slip.
    pub(super) fn card(&mut self, slip: &Slip, head: Option<&Letterhead>) -> Vec<Block> {
        self.look.gutter = self.widest_label();
        let mut blocks: Vec<Block> = head.and_then(|head| self.letterhead(head)).into_iter().collect();
        blocks.push(self.title(words::TITLE));
        blocks.extend(self.for_whom(slip.name.as_deref()));
        blocks.extend(self.task(&slip.task));
        for group in [self.reason(slip), self.specifics(slip), self.plan(slip), self.boxes(slip.boxes.as_ref())] {
            self.add_group(&mut blocks, group);
        }
        blocks.extend(head.map(|head| self.quiet_line(&head.closing)).into_iter().flatten());
        let missing = self.undrawn(&blocks);
        blocks.extend(missing);
        // Last, because its lines fill what is left of the card.
        blocks.extend(self.learned());
        blocks
    }

    fn for_whom(&mut self, name: Option<&str>) -> Vec<Block> {
        let name = name.map(line).unwrap_or_default();
        if name.is_empty() { Vec::new() } else { self.quiet_line(&format!("For {name}")) }
    }

    /// A line in small print; nothing for no words.
    fn quiet_line(&mut self, text: &str) -> Vec<Block> {
        let text = line(text);
        if text.is_empty() {
            return Vec::new();
        }
        self.cut_paragraph(&Prose::plain(text), TOP, self.quiet())
    }

    fn task(&mut self, task: &str) -> Vec<Block> {
        let style = task_style(&self.look, task.chars().count());
        let mut blocks = Vec::new();
        for text in paragraphs(task) {
            blocks.extend(self.cut_paragraph(&Prose::plain(text), TOP, style));
        }
        if let Some(first) = blocks.first_mut() {
            first.gap = self.look.paragraph_gap * 1.6;
        }
        blocks
    }

    fn reason(&mut self, slip: &Slip) -> Vec<Block> {
        let mut blocks = self.said(words::WHY, &slip.why);
        blocks.extend(self.said(words::GOAL, &slip.goal));
        let own = line(&slip.own_words);
        if !own.is_empty() {
            blocks.extend(self.said(words::OWN_WORDS, &quoted(&own)));
        }
        blocks
    }

    fn specifics(&mut self, slip: &Slip) -> Vec<Block> {
        let mut blocks = match line(&slip.when).is_empty() {
            true => {
                std::iter::once(self.row_to_write(words::WHEN)).chain(self.said(words::WHERE, &slip.place)).collect()
            }
            false => self.pair([(words::WHEN, &slip.when), (words::WHERE, &slip.place)]),
        };
        blocks.extend(self.pair([(words::HOW_OFTEN, &slip.how_often), (words::HOW_LONG, &slip.how_long)]));
        blocks.extend(self.said(words::UNTIL, &slip.until));
        let handout = line(&slip.handout);
        if !handout.is_empty() {
            blocks.extend(self.said(words::HANDOUT, &quoted(&handout)));
        }
        blocks
    }

    /// Two things in one row where both are short, else each in its own; the label of the first speaks for both.
    fn pair(&mut self, [first, second]: [(&str, &str); 2]) -> Vec<Block> {
        let both = [line(first.1), line(second.1)].join(", ");
        let blank = line(first.1).is_empty() || line(second.1).is_empty();
        if !blank && self.is_one_line(&both) {
            return self.said(first.0, &both);
        }
        let mut blocks = self.said(first.0, first.1);
        blocks.extend(self.said(second.0, second.1));
        blocks
    }

    /// How sure the client is, what may get in the way, and what then. A plan that is not made yet has a line.
    fn plan(&mut self, slip: &Slip) -> Vec<Block> {
        let mut blocks: Vec<Block> = slip.sureness.map(|sure| self.sureness(sure)).into_iter().collect();
        blocks.extend(self.said(words::OBSTACLE, &slip.obstacle));
        let (first, then) = (line(&slip.plan_if), line(&slip.plan_then));
        let first = after("if", &first).trim_end_matches([',', '.']);
        match (first, after("then", &then)) {
            ("", "") if line(&slip.obstacle).is_empty() => blocks.push(self.row_to_write(words::NO_PLAN)),
            ("", "") => blocks.push(self.row_to_write(words::THEN)),
            (first, "") => {
                blocks.extend(self.said(words::IF, first));
                blocks.push(self.row_to_write(words::THEN));
            }
            ("", then) => blocks.extend(self.said(words::THEN, then)),
            (first, then) => {
                let begun = Prose::strong("If ").then(&Prose::plain(format!("{first}, ")));
                let plan = begun.then(&Prose::strong("then ")).then(&Prose::plain(then));
                blocks.extend(self.said_in_prose(words::PLAN, &plan));
            }
        }
        blocks
    }

    /// Room for what was learned.
    fn learned(&mut self) -> Vec<Block> {
        let heading = self.heading(words::LEARNED);
        let mut block = Block::new(BlockKind::Worksheet, 0.0);
        let field = self.structure.add_described(Structure::ROOT, Role::Form(PrintField::Text), words::LEARNED);
        for _ in 0..LINES.0 {
            block.height += self.look.writing_gap;
            let ends = ((0.0, block.height), (self.look.width(), block.height));
            block.draw_path(field, Path::line(ends.0, ends.1, Stroke::solid(WRITING, 0.7)));
        }
        block.fill = Some(Fill { step: self.look.writing_gap, most: LINES.1 - usize::from(LINES.0) });
        vec![heading, block]
    }

    /// Adds a group of rows under a hairline; beside a line to write on another line would only confuse.
    fn add_group(&self, blocks: &mut Vec<Block>, mut group: Vec<Block>) {
        let Some(first) = group.first_mut() else { return };
        let space = self.look.paragraph_gap * 1.5;
        first.gap = space;
        if !self.is_to_write_on(first) && !blocks.last().is_some_and(|last| self.is_to_write_on(last)) {
            first.height += space;
            first.items.iter_mut().for_each(|item| item.shift(0.0, space));
            first.draw_rule(self.hairline(0.0));
        }
        blocks.extend(group);
    }

    fn is_to_write_on(&self, block: &Block) -> bool {
        let last = block.items.last().and_then(|item| item.element);
        last.is_some_and(|id| self.structure.elements[id.0].role == Role::Form(PrintField::Text))
    }
}
