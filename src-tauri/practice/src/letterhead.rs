//! The letterhead: what stands at the head and the foot of the clinician's printed handouts.

use std::str::FromStr;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Changed, Error, Now, Practice, Record, Result, Verb, id::word_column, tidy, transact::Change};

/// The longest contact, in characters: some lines.
const LONGEST_CONTACT: usize = 600;
/// The largest logo that is kept, in bytes: 2 MB.
pub const LONGEST_LOGO: usize = 2_000_000;

/// The kind of a logo's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LogoKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Scalable Vector Graphics.
    Svg,
}

impl LogoKind {
    /// The word by which the records know it.
    pub const fn word(self) -> &'static str {
        match self {
            LogoKind::Png => "png",
            LogoKind::Jpeg => "jpeg",
            LogoKind::Svg => "svg",
        }
    }
}

impl FromStr for LogoKind {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        match word {
            "png" => Ok(LogoKind::Png),
            "jpeg" => Ok(LogoKind::Jpeg),
            "svg" => Ok(LogoKind::Svg),
            _ => Err(Error::invalid("A logo is a picture of the kind PNG, JPEG or SVG.")),
        }
    }
}
word_column!(LogoKind);

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Its kind.
    pub kind: LogoKind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The letterhead; what is empty is not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The name, one line.
    pub name: String,
    /// Credentials, one line.
    pub credentials: String,
    /// How to be reached, several lines.
    pub contact: String,
    /// What stands at the end, one line.
    pub closing: String,
    /// The logo.
    pub logo: Option<Logo>,
}

/// The words of a letterhead as they are put down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LetterheadDraft {
    /// The name, up to 300 characters.
    pub name: String,
    /// Credentials, up to 300 characters.
    pub credentials: String,
    /// How to be reached, up to 600 characters in several lines.
    pub contact: String,
    /// What stands at the end, up to 300 characters.
    pub closing: String,
}

impl LetterheadDraft {
    /// The same, trimmed; or what is wrong with it.
    fn tidied(&self) -> Result<LetterheadDraft> {
        Ok(LetterheadDraft {
            name: tidy::short(&self.name, "The name on the letterhead")?,
            credentials: tidy::short(&self.credentials, "The line of credentials")?,
            contact: tidy::long(&self.contact, LONGEST_CONTACT, "The contact")?,
            closing: tidy::short(&self.closing, "The closing line")?,
        })
    }
}

/// Makes the one row where there is none.
fn expect_row(change: Change) -> Result<()> {
    change.db.execute(
        "INSERT OR IGNORE INTO letterhead (id, name, credentials, contact, closing) VALUES (1, '', '', '', '')",
        [],
    )?;
    Ok(())
}

impl Practice {
    /// The letterhead; empty while nothing was said.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn letterhead(&self) -> Result<Letterhead> {
        let sql = "SELECT name, credentials, contact, closing, logo, logo_kind FROM letterhead";
        let found = self.db.query_row(sql, [], |row| {
            let logo = row.get::<_, Option<Vec<u8>>>(4)?.zip(row.get(5)?);
            Ok(Letterhead {
                name: row.get(0)?,
                credentials: row.get(1)?,
                contact: row.get(2)?,
                closing: row.get(3)?,
                logo: logo.map(|(bytes, kind)| Logo { kind, bytes }),
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Puts the letterhead in other words; the logo stays.
    ///
    /// # Errors
    /// [`Error::Invalid`] for words that are too long.
    pub fn change_letterhead(&mut self, draft: &LetterheadDraft, now: Now) -> Result<Changed<Letterhead>> {
        let LetterheadDraft { name, credentials, contact, closing } = draft.tidied()?;
        let changed = self.transact(now, |change| {
            expect_row(change)?;
            let sql = "UPDATE letterhead SET name = ?1, credentials = ?2, contact = ?3, closing = ?4";
            change.db.execute(sql, (name, credentials, contact, closing))?;
            change.touch(Verb::Changed, Record::Letterhead)
        })?;
        Ok(Changed { value: self.letterhead()?, touched: changed.touched })
    }

    /// Chooses the logo, or takes it away. Whether the picture can be printed is asked before.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that is too large.
    pub fn choose_logo(&mut self, logo: Option<&Logo>, now: Now) -> Result<Changed<Letterhead>> {
        if logo.is_some_and(|logo| logo.bytes.len() > LONGEST_LOGO) {
            return Err(Error::invalid("The logo is larger than 2 MB: save it smaller, 600 dots wide is plenty."));
        }
        let changed = self.transact(now, |change| {
            expect_row(change)?;
            let fields = (logo.map(|logo| &logo.bytes), logo.map(|logo| logo.kind));
            change.db.execute("UPDATE letterhead SET logo = ?1, logo_kind = ?2", fields)?;
            change.touch(Verb::Changed, Record::Letterhead)
        })?;
        Ok(Changed { value: self.letterhead()?, touched: changed.touched })
    }
}
