//! The letterhead on its way from the records to the page.

use secure_base_handouts::{Letterhead, Logo};

use crate::problem::Problem;

/// The letterhead as the page maker takes it; nothing when nothing was said.
///
/// # Errors
/// A problem when the logo cannot be printed.
pub fn printable(kept: &secure_base_practice::Letterhead) -> Result<Option<Letterhead>, Problem> {
    let secure_base_practice::Letterhead { name, credentials, contact, closing, logo } = kept;
    if logo.is_none() && [name, credentials, contact, closing].iter().all(|words| words.is_empty()) {
        return Ok(None);
    }
    Ok(Some(Letterhead {
        name: name.clone(),
        credentials: credentials.clone(),
        contact: contact.lines().map(Into::into).collect(),
        closing: closing.clone(),
        logo: logo.as_ref().map(|logo| Logo::read(&logo.bytes)).transpose()?,
    }))
}
