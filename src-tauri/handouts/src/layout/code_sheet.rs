//! The sheet with a practice's recovery code: one page for a drawer, not for a client, so it has a layout of its own.

use super::{
    block::Block,
    look::{QUIET, TEAL, TextStyle},
    press::{Imprint, Press},
};
use crate::{
    Block as Text, BlockKind, CodeSheet, Error, Face, Format, Pages, Path, PrintOptions, Prose, Role, Stroke,
    Structure, prose,
};

/// Letters that are copied by hand stand apart and large, in pt.
const LETTERS: f32 = 27.0;
const BETWEEN_LETTERS: f32 = 8.0;
/// From group to group in pt.
const ROW: f32 = 32.5;

const TITLE: &str = "Recovery code";
const FOR: &str = "It opens the practice when the passphrase is forgotten. Whoever has this sheet and the files of the \
    practice can read everything. Nobody else has a copy: if passphrase and code are both lost, so are the records.";
const KEEP: &str = "* With your passport or your will, in a safe or a locked drawer.\n\
    * Away from the computer, and away from where the backups are.\n\
    * Not as a photograph, and not in a file.";
const DO: &str = "1. On the lock screen choose **Forgot your passphrase?**\n\
    2. Type the five groups. Capitals and spaces do not matter. There is no letter O and no letter I in them: a round \
    sign is a zero, a straight one is a one.\n\
    3. Choose a new passphrase. The code stays good, unless you make a new one in the settings.";

impl Press {
    /// The sheet on its page.
    pub fn code_sheet(mut self, sheet: &CodeSheet) -> Result<Pages, Error> {
        self.look.body.size = 12.0;
        self.look.heading.size = 15.0;
        self.look.part_gap = 10.0;
        self.look.writing_gap = 22.0;
        let options = PrintOptions { format: Format::Standard, paper: sheet.paper, printed_on: sheet.made_on };
        let mut blocks = self.opening_of_sheet(sheet);
        blocks.push(self.groups(sheet.groups));
        for (heading, words) in [("What this code is for", FOR), ("Where to keep it", KEEP), ("What to do with it", DO)]
        {
            blocks.push(self.heading(heading));
            for text in written(words)? {
                blocks.extend(self.text(&text));
            }
        }
        blocks.push(self.heading("Where the backups of this practice are"));
        blocks.push(self.lines(&Prose::plain("For somebody who has to find them without you:"), 2));
        let imprint = Imprint { id: "recovery-code".into(), title: TITLE.into(), options, tint: None, footer: None };
        self.finish(imprint, blocks)
    }

    fn opening_of_sheet(&mut self, sheet: &CodeSheet) -> Vec<Block> {
        let made = sheet.made_on.format("%-d %B %Y");
        let practice = Prose::strong(format!("{} ", sheet.practice));
        let about = practice.then(&Prose::plain(format!("made this code on {made}, with Secure Base.")));
        vec![self.title(TITLE), self.paragraph(&about)]
    }

    /// The groups, each on a line of its own between two rules.
    fn groups(&mut self, groups: &[String]) -> Block {
        let list = self.structure.add(Structure::ROOT, Role::L);
        let large = TextStyle { face: Face::Strong, size: LETTERS, letter_space: BETWEEN_LETTERS, ..self.look.body };
        let rule = |y: f32, width: f32| Path::line((0.0, y), (width, y), Stroke::solid(TEAL, 1.6));
        let mut block = Block::new(BlockKind::Text, 14.0);
        block.draw_rule(rule(0.0, self.look.width()));
        for (index, group) in groups.iter().enumerate() {
            let top = 5.0 + ROW * index as f32;
            let item = self.structure.add(list, Role::LI);
            let set = self.shaper.set(&Prose::plain(group), large, self.look.width());
            let number = Prose::plain((index + 1).to_string());
            let number = self.shaper.set(&number, self.look.small.coloured(QUIET), self.look.gutter);
            let level = top + set.baseline - number.baseline;
            block.draw_text(self.structure.add(item, Role::Lbl), number, 0.0, level);
            block.draw_text(self.structure.add(item, Role::LBody), set, self.look.gutter, top);
        }
        block.height = 10.0 + ROW * groups.len() as f32;
        block.draw_rule(rule(block.height, self.look.width()));
        block
    }
}

fn written(words: &'static str) -> Result<Vec<Text>, Error> {
    prose::blocks(words).map_err(|why| Error::unusable("the recovery sheet", why))
}
