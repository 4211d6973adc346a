//! Handouts: from material to tagged PDF.
//!
//! ```text
//! material and composition (assets/library)  ->  Handout  ->  Pages  ->  PDF bytes
//!            library.rs, handout.rs             layout/      pdf/
//! ```
//!
//! Each arrow is a pure function: the same handout and options give the same bytes. The shipped library and the
//! fonts are embedded, so printing needs nothing beside the program. This crate knows no window and no database.

mod article;
mod code_sheet;
mod composition;
mod error;
mod filling;
mod font;
mod handout;
mod history;
mod homework_template;
mod ink;
mod jpeg;
mod layout;
mod letterhead;
mod library;
mod logo;
mod material;
mod measure_form;
mod note_sheet;
mod options;
mod packet;
mod page;
mod path;
mod pdf;
mod picture;
mod print;
mod prose;
pub mod reading;
mod record_sheet;
mod signs;
mod slip;
mod structure;

pub use article::Article;
pub use code_sheet::{CodeSheet, print_code_sheet};
pub use error::Error;
pub use font::Script;
pub use handout::{
    Figure, Handout, HandoutSummary, Layout, Part, PartBody, Piece, Root, RootRow, ScaleRow, Side, TableRows,
};
pub use history::{History, HistoryTask, MOST_TASKS, TaskOutcome, lay_out_history, print_history};
pub use homework_template::HomeworkTemplate;
pub use ink::{Colour, Face, Glyph, Ink, Item, TextRun};
pub use layout::{lay_out, lay_out_note, lay_out_packet, lay_out_with};
pub use letterhead::Letterhead;
pub use library::Library;
pub use logo::{DotData, Dots, LARGEST_LOGO, Logo};
pub use material::{Kind, LONGEST_LIST, Material};
pub use measure_form::{MeasureForm, lay_out_measure_form, print_measure_form};
pub use note_sheet::{Addendum, Fact, NoteBlock, NoteSheet, Signature, TaggedWords, print_note};
pub use options::{Format, Paper, PrintOptions};
pub use packet::{Cover, print_packet};
pub use page::{Area, BlockKind, Bookmark, Page, Pages, PlacedBlock};
pub use path::{Cap, FillRule, Join, Path, Segment, Stroke};
pub use pdf::write_pdf;
pub use picture::Picture;
pub use print::{PrintedHandout, bind, compose_and_print, print, print_handout, print_plain, print_with};
pub use prose::{Block, Prose, Span, blocks};
pub use record_sheet::{RecordPart, RecordSheet, print_record};
pub use slip::{
    MOST_BOXES, MOST_SLIPS, Slip, SlipBoxes, SlipDay, SlipOptions, SlipPaper, SlipSheet, lay_out_slips, print_slips,
};
pub use structure::{Element, ElementId, PrintField, Role, Scope, Structure};
