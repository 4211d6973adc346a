//! The press: sets each part of a handout as blocks, and builds the logical structure as it goes.

use super::{
    block::Block,
    flow::{self, Placed},
    look::{BESIDE, HAIRLINE, Look, TEAL, TextStyle},
    shape::Loan,
};
use crate::{
    Area, BlockKind, Bookmark, Colour, ElementId, Error, Handout, Letterhead, Page, Pages, Paper, Part, PartBody, Path,
    PrintOptions, Prose, Role, Stroke, Structure,
};

/// Between the message and the picture beside it, in pt.
const BEFORE_PICTURE: f32 = 24.0;

/// What a document is called, how it is printed, and what stands at the foot of each page.
pub(crate) struct Imprint {
    pub id: String,
    pub title: String,
    pub options: PrintOptions,
    pub tint: Option<Colour>,
    pub footer: Option<Footer>,
}

/// What a footer says beside the number of the page.
pub(crate) struct Footer {
    /// Beside the number.
    pub name: String,
    /// Under the name.
    pub source: String,
    /// Under the number.
    pub date: String,
}

/// Pages before they have footers.
#[derive(Default)]
pub(crate) struct Sheets {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
    pub structure: Structure,
}

impl Sheets {
    /// The pages as a document.
    pub fn pages(self, imprint: Imprint) -> Pages {
        let Imprint { id, title, options, .. } = imprint;
        let Sheets { pages, bookmarks, structure } = self;
        let PrintOptions { format, paper, printed_on } = options;
        Pages { id, title, language: "en", printed_on, format, paper, pages, structure, bookmarks }
    }
}

/// The state of setting one document.
pub(crate) struct Press {
    pub shaper: Loan,
    pub look: Look,
    pub structure: Structure,
}

impl Press {
    pub fn new(options: &PrintOptions) -> Self {
        Press { shaper: Loan::take(), look: Look::of(options.format, options.paper), structure: Structure::default() }
    }

    /// Every block of the handout, in reading order.
    pub fn blocks(&mut self, handout: &Handout, head: Option<&Letterhead>) -> Vec<Block> {
        let head = head.filter(|_| !self.look.poster);
        let mut blocks: Vec<Block> = head.and_then(|head| self.letterhead(head)).into_iter().collect();
        blocks.extend(self.opening(handout));
        for part in &handout.parts {
            let more = self.part(part);
            if part.heading.is_none() {
                self.join(&mut blocks, more);
            } else {
                blocks.extend(more);
            }
        }
        blocks.extend(self.closing(handout));
        blocks.extend(head.and_then(|head| self.closing_line(head)));
        blocks.extend(self.undrawn(&blocks));
        // Last, because its lines fill what is left of the page; a poster has its line already.
        let lines = if self.look.poster { 0 } else { handout.therapist_lines };
        blocks.extend(self.therapist_words(lines));
        blocks
    }

    /// The summary and the source.
    fn closing(&mut self, handout: &Handout) -> Vec<Block> {
        if self.look.poster {
            return self.closing_of_poster(handout);
        }
        let mut blocks: Vec<Block> = handout.summary.iter().map(|summary| self.in_short(summary)).collect();
        if !handout.articles.is_empty() {
            blocks.push(self.source(handout));
        }
        blocks
    }

    /// The same in few lines; where it comes from stands in the footer.
    fn closing_of_poster(&mut self, handout: &Handout) -> Vec<Block> {
        let mut blocks: Vec<Block> = handout.summary.iter().map(|summary| self.in_short(summary)).collect();
        if handout.therapist_lines > 0 {
            blocks.push(self.lines(&Prose::plain("From your therapist:"), 1));
        }
        blocks
    }

    /// The blocks on pages, with their footers.
    ///
    /// # Errors
    /// [`Error::TooTall`].
    pub fn finish(mut self, imprint: Imprint, blocks: Vec<Block>) -> Result<Pages, Error> {
        let mut sheets = self.set_down(&imprint.id, imprint.tint, imprint.options.paper, blocks)?;
        if let Some(footer) = &imprint.footer {
            let count = sheets.pages.len();
            for (index, page) in sheets.pages.iter_mut().enumerate() {
                page.items.extend(self.footer(footer, index + 1, count));
            }
        }
        Ok(sheets.pages(imprint))
    }

    /// The blocks on pages without footers.
    ///
    /// # Errors
    /// [`Error::TooTall`].
    pub fn set_down(
        &mut self,
        id: &str,
        tint: Option<Colour>,
        paper: Paper,
        blocks: Vec<Block>,
    ) -> Result<Sheets, Error> {
        let Placed { pages, bookmarks } = flow::place(id, &self.look, paper, tint, blocks)?;
        Ok(Sheets { pages, bookmarks, structure: std::mem::take(&mut self.structure) })
    }

    /// Adds a part without a heading: a worksheet belongs to the text above it, at a wider gap than the next line.
    fn join(&self, blocks: &mut Vec<Block>, mut more: Vec<Block>) {
        if let Some(first) = more.first_mut().filter(|block| block.kind == BlockKind::Worksheet) {
            first.gap = self.look.part_gap * 0.6;
            if let Some(text) = blocks.last_mut().filter(|block| block.kind == BlockKind::Text) {
                text.keep_with_next = true;
            }
        }
        blocks.extend(more);
    }

    fn part(&mut self, part: &Part) -> Vec<Block> {
        let mut blocks: Vec<Block> = part.heading.iter().map(|heading| self.heading(heading)).collect();
        // A name within a part is one level below the part's heading, where it has one.
        let role = if part.heading.is_some() { Role::H3 } else { Role::H2 };
        match &part.body {
            PartBody::Text(pieces) => blocks.extend(self.pieces(pieces)),
            PartBody::Roots(roots) if self.look.poster => blocks.push(self.roots_beside(roots, role)),
            PartBody::Roots(roots) => blocks.extend(roots.iter().flat_map(|root| self.root(root, role))),
            PartBody::Compare(sides) => blocks.extend(self.compare(sides, role)),
            PartBody::Picture(piece) => blocks.extend(self.piece(piece)),
            PartBody::Answers { prompt, questions, lines } => {
                blocks.extend(self.answers(prompt.as_ref(), questions, *lines));
            }
            PartBody::Lines { prompt, lines } => blocks.push(self.lines(prompt, *lines)),
            PartBody::Scale { prompt, low, high, rows } => blocks.extend(self.scale(prompt, low, high, rows)),
            PartBody::Ticks { prompt, options } => blocks.extend(self.ticks(prompt, options)),
            PartBody::Table { prompt, columns, rows } => blocks.extend(self.table(prompt, columns, rows)),
        }
        blocks
    }

    /// The title, its rule, the message, what the page is for, when it is not the place to start, and the picture.
    fn opening(&mut self, handout: &Handout) -> Vec<Block> {
        let mut blocks = vec![self.title(&handout.title)];
        let beside = handout
            .figure
            .as_ref()
            .filter(|figure| self.look.figure_beside && !handout.figure_wide && figure.picture.width <= BESIDE);
        let taken = beside.map_or(0.0, |figure| figure.picture.width * self.look.picture_scale + BEFORE_PICTURE);
        let mut words = Block::new(BlockKind::Text, 16.0);
        words.height = self.message_and_purpose(&mut words, handout, self.look.width() - taken);
        if let Some(figure) = beside {
            let picture = self.figure_at(figure, self.look.width() - taken + BEFORE_PICTURE);
            words.height = words.height.max(picture.height);
            words.draw_block(picture, 0.0, 0.0);
        }
        blocks.push(words);
        // Before the first word of what to do: who is in danger must not have to read to the end to learn it.
        let safety = handout.safety.iter().filter(|words| !words.is_blank());
        blocks.extend(safety.map(|words| self.safety(words)));
        if beside.is_none() {
            blocks.extend(handout.figure.iter().map(|figure| self.figure(figure)));
        }
        blocks
    }

    /// Draws the message beside a teal bar and the purpose under it; their height in pt. A handout of the clinician's own may
    /// have neither.
    fn message_and_purpose(&mut self, block: &mut Block, handout: &Handout, width: f32) -> f32 {
        let height = if handout.message.is_blank() { 0.0 } else { self.message(block, handout, width) };
        if handout.purpose.is_blank() { height } else { self.purpose(block, handout, width, height) }
    }

    fn message(&mut self, block: &mut Block, handout: &Handout, width: f32) -> f32 {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let message = self.shaper.set(&handout.message, self.look.message, width - 18.0);
        let bottom = message.height;
        let bar = Area { left: 0.0, top: 3.0, right: 3.0, bottom: bottom - 3.0 };
        block.draw_rule(Path { fill: Some(TEAL), ..Path::rectangle(bar) });
        block.draw_text(element, message, 18.0, 0.0);
        bottom
    }

    fn purpose(&mut self, block: &mut Block, handout: &Handout, width: f32, bottom: f32) -> f32 {
        let element = self.structure.add(Structure::ROOT, Role::P);
        let purpose = Prose::strong("What this page is for. ").then(&handout.purpose);
        let purpose = self.shaper.set(&purpose, self.look.body, width);
        let top = if bottom > 0.0 { bottom + 16.0 } else { 0.0 };
        let height = top + purpose.height;
        block.draw_text(element, purpose, 0.0, top);
        height
    }

    /// The title over its rule.
    pub fn title(&mut self, title: &str) -> Block {
        let element = self.structure.add(Structure::ROOT, Role::H1);
        let mut block = self.heading_block(title, element, self.look.title, 0.0);
        let y = block.height + 8.0;
        block.draw_rule(Path::line((0.0, y), (self.look.width(), y), Stroke::solid(TEAL, 1.6)));
        block.height = y + 2.0;
        block
    }

    /// The heading of a part.
    pub fn heading(&mut self, text: &str) -> Block {
        let element = self.structure.add(Structure::ROOT, Role::H2);
        self.heading_block(text, element, self.look.heading, self.look.part_gap)
    }

    /// A name within a part, at the level of `role`.
    pub fn sub_heading(&mut self, text: &str, role: Role) -> Block {
        let element = self.structure.add(Structure::ROOT, role);
        let style = TextStyle { size: self.look.heading.size * 0.9, ..self.look.heading };
        self.heading_block(text, element, style, self.look.part_gap * 0.7)
    }

    fn heading_block(&mut self, text: &str, element: ElementId, style: TextStyle, gap: f32) -> Block {
        let mut block = Block::new(BlockKind::Heading, gap).kept();
        let set = self.shaper.set(&Prose::plain(text), style, self.look.width());
        block.height = set.height;
        block.draw_text(element, set, 0.0, 0.0);
        let level = if self.structure.elements[element.0].role == Role::H1 { 1 } else { 2 };
        block.bookmark = Some((text.into(), level, element));
        block
    }

    /// A hairline over the whole width at `y` pt.
    pub fn hairline(&self, y: f32) -> Path {
        Path::line((0.0, y), (self.look.width(), y), Stroke::solid(HAIRLINE, 0.6))
    }
}
