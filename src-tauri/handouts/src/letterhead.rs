//! The letterhead: whose handout it is, above the title, and a closing line below the text.

use crate::Logo;

/// What stands at the head and the end of a handout; what is empty is not printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Letterhead {
    /// The clinician's or the practice's name.
    pub name: String,
    /// Credentials, on a line of their own.
    pub credentials: String,
    /// How to be reached, a line for each.
    pub contact: Vec<String>,
    /// What stands at the end.
    pub closing: String,
    /// The logo.
    pub logo: Option<Logo>,
}
