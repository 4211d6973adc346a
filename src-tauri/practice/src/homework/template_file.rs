//! Homework templates as a file, to share with colleagues: JSON, described in FORMATS.md. It is read as a stranger's: whole or
//! not at all, within limits, and nothing in it is ever taken for more than text.

use std::{fs::File, io::Read, path::Path};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::template::{self, HomeworkTemplateDraft};
use crate::{Changed, Error, HomeworkTemplateId, Now, Practice, Removable, Result, tidy, trash};

/// What tells such a file from others.
const FORMAT: &str = "secure-base-homework-templates";
/// The version that is written.
const VERSION: u32 = 1;
/// The largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// The most templates that one file brings.
const MOST: usize = 500;

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TemplateFile {
    format: String,
    version: u32,
    templates: Vec<HomeworkTemplateDraft>,
}

/// Only what tells which file it is, so that one of a later version is named as such and not as broken.
#[derive(Deserialize)]
struct Label {
    format: String,
    version: u32,
}

/// What a file brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct ImportedTemplates {
    /// The templates that were added.
    pub added: Vec<HomeworkTemplateId>,
    /// How many were here already, with the same title and task, and were passed over.
    pub known: u32,
}

fn not_ours() -> Error {
    Error::invalid("This is no file of homework templates: choose one that was saved from here.")
}

/// The place is told, and none of the file's words.
fn broken(why: &serde_json::Error) -> Error {
    let place = format!("line {}, column {}", why.line(), why.column());
    Error::invalid(format!(
        "This file of homework templates holds something that does not belong there ({place}): ask for a new copy of it. \
         Nothing was added."
    ))
}

fn parse(bytes: &[u8]) -> Result<Vec<HomeworkTemplateDraft>> {
    if bytes.len() as u64 > LARGEST {
        return Err(Error::invalid("This file is larger than 1 MB, which no file of homework templates is."));
    }
    let label: Label = serde_json::from_slice(bytes).map_err(|_| not_ours())?;
    if label.format != FORMAT {
        return Err(not_ours());
    }
    if label.version != VERSION {
        return Err(Error::invalid(format!(
            "This file has version {}, and version {VERSION} can be read: update this program.",
            label.version
        )));
    }
    let file: TemplateFile = serde_json::from_slice(bytes).map_err(|why| broken(&why))?;
    match file.templates.len() {
        0 => Err(Error::invalid("There is no template in this file.")),
        n if n > MOST => {
            Err(Error::invalid(format!("This file holds {n} templates; at most {MOST} are read at once.")))
        }
        _ => file.templates.iter().enumerate().map(tidied).collect(),
    }
}

fn tidied((place, template): (usize, &HomeworkTemplateDraft)) -> Result<HomeworkTemplateDraft> {
    template.tidied().map(HomeworkTemplateDraft::shared).map_err(|why| match why {
        Error::Invalid(why) => Error::invalid(format!("Template {} of this file: {why} Nothing was added.", place + 1)),
        other => other,
    })
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let doing = || Error::file(format!("Reading {}", path.display()));
    let mut bytes = Vec::new();
    // One byte more than is read tells that there are more.
    File::open(path).map_err(doing())?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(doing())?;
    Ok(bytes)
}

impl Practice {
    /// The file with these templates of the clinician's own, as bytes; with all where none is named.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when there is none.
    pub fn homework_template_file(&self, wanted: &[HomeworkTemplateId]) -> Result<Vec<u8>> {
        let mut templates = template::all(&self.db)?;
        if wanted.iter().any(|id| templates.iter().all(|one| one.id != *id)) {
            return Err(Error::NotFound("template"));
        }
        templates.retain(|one| wanted.is_empty() || wanted.contains(&one.id));
        if templates.is_empty() {
            return Err(Error::invalid("There is no template of your own to save yet."));
        }
        let templates = templates.into_iter().map(|one| one.says.shared()).collect();
        let file = TemplateFile { format: FORMAT.into(), version: VERSION, templates };
        let mut bytes = serde_json::to_vec_pretty(&file)
            .map_err(std::io::Error::from)
            .map_err(Error::file("Writing the homework templates"))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Takes up the templates of a file, all or none. One that is here already, with the same title and task, is passed over.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is no such file, or one with something in it that breaks a rule; [`Error::File`].
    pub fn import_homework_templates(&mut self, path: &Path, now: Now) -> Result<Changed<ImportedTemplates>> {
        let brought = parse(&read(path)?)?;
        let mut here: Vec<HomeworkTemplateDraft> = template::all(&self.db)?.into_iter().map(|one| one.says).collect();
        self.transact(now, |change| {
            let mut imported = ImportedTemplates::default();
            for says in brought {
                if here.iter().any(|known| same(known, &says)) {
                    imported.known += 1;
                    continue;
                }
                imported.added.push(template::insert(change, &says)?);
                here.push(says);
            }
            Ok(imported)
        })
    }

    /// Puts templates of the clinician's own into the trash, all or none: the way back of taking up a file.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of them is not here any more.
    pub fn remove_homework_templates(&mut self, templates: &[HomeworkTemplateId], now: Now) -> Result<Changed<()>> {
        self.transact(now, |change| {
            let put =
                |id: &HomeworkTemplateId| trash::mark(change, Removable::HomeworkTemplate(*id), Some(now.to_utc()));
            templates.iter().try_for_each(put)
        })
    }
}

fn same(one: &HomeworkTemplateDraft, other: &HomeworkTemplateDraft) -> bool {
    tidy::folded(&one.title) == tidy::folded(&other.title) && tidy::folded(&one.what) == tidy::folded(&other.what)
}
