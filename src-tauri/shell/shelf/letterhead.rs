//! The letterhead on its way from the records to the page.

use secure_base_handouts::{Letterhead, Logo};

use crate::{desk::Desk, problem::Problem};

/// The letterhead as the page maker takes it; nothing when nothing was said.
///
/// # Errors
/// A problem when the logo cannot be printed.
pub fn printable(desk: &Desk, kept: &secure_base_practice::Letterhead) -> Result<Option<Letterhead>, Problem> {
    let secure_base_practice::Letterhead { name, credentials, contact, closing, logo } = kept;
    if logo.is_none() && [name, credentials, contact, closing].iter().all(|words| words.is_empty()) {
        return Ok(None);
    }
    Ok(Some(Letterhead {
        name: name.clone(),
        credentials: credentials.clone(),
        contact: contact.lines().map(Into::into).collect(),
        closing: closing.clone(),
        logo: logo.as_ref().map(|logo| ready(desk, &logo.bytes)).transpose()?,
    }))
}

/// The logo fit for print. Reading a large one takes longer than setting the pages, so it is read once and not at every key.
fn ready(desk: &Desk, file: &[u8]) -> Result<Logo, Problem> {
    if let Some((from, logo)) = &desk.contents().logo
        && from == file
    {
        return Ok(logo.clone());
    }
    let logo = Logo::read(file)?;
    let mut contents = desk.contents();
    // Nothing of a practice stays on the desk when it was locked meanwhile.
    if contents.practice.is_some() {
        contents.logo = Some((file.to_vec(), logo.clone()));
    }
    Ok(logo)
}
