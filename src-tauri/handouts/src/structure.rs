//! The logical structure of a handout: what a screen reader is told about what is on the pages.

use serde::Serialize;

/// The index of an element in its [`Structure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ElementId(pub usize);

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Role {
    /// The whole.
    Document,
    /// One document of several.
    Sect,
    /// The title.
    H1,
    /// The heading of a part.
    H2,
    /// A heading within a part.
    H3,
    /// A paragraph.
    P,
    /// A list.
    L,
    /// An item of a list.
    LI,
    /// The bullet, number or box of an item.
    Lbl,
    /// The words of an item.
    LBody,
    /// A table.
    Table,
    /// A row of a table.
    TR,
    /// The heading of a column or a row.
    TH(Scope),
    /// A cell.
    TD,
    /// A drawing.
    Figure,
    /// A place to write or tick by hand.
    Form(PrintField),
}

/// What a heading cell is the heading of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Scope {
    /// The cells below it.
    Column,
    /// The cells beside it.
    Row,
}

/// What is done by hand in a [`Role::Form`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PrintField {
    /// Words are written.
    Text,
    /// A box is ticked.
    Tick,
}

/// A node of the structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// The element it belongs to; none for the document.
    pub parent: Option<ElementId>,
    /// What it shows or asks for, where it has no words of its own.
    pub alt: Option<String>,
}

/// All elements of a handout, each after its parent and in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Structure {
    /// The elements; the first is the document.
    pub elements: Vec<Element>,
}

impl Structure {
    /// The document itself.
    pub const ROOT: ElementId = ElementId(0);

    /// Adds an element to the end of `parent`.
    pub(crate) fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.insert(parent, role, None)
    }

    /// Adds an element that is described by `alt`.
    pub(crate) fn add_described(&mut self, parent: ElementId, role: Role, alt: impl Into<String>) -> ElementId {
        self.insert(parent, role, Some(alt.into()))
    }

    fn insert(&mut self, parent: ElementId, role: Role, alt: Option<String>) -> ElementId {
        self.elements.push(Element { role, parent: Some(parent), alt });
        ElementId(self.elements.len() - 1)
    }
}

impl Default for Structure {
    fn default() -> Self {
        Structure { elements: vec![Element { role: Role::Document, parent: None, alt: None }] }
    }
}

impl Role {
    /// The role's name in PDF.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::Sect => "Sect",
            Role::H1 => "H1",
            Role::H2 => "H2",
            Role::H3 => "H3",
            Role::P => "P",
            Role::L => "L",
            Role::LI => "LI",
            Role::Lbl => "Lbl",
            Role::LBody => "LBody",
            Role::Table => "Table",
            Role::TR => "TR",
            Role::TH(_) => "TH",
            Role::TD => "TD",
            Role::Figure => "Figure",
            Role::Form(_) => "Form",
        }
    }
}
