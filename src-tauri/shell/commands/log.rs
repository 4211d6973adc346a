//! The log: read, and written out.

use std::{io::BufWriter, path::PathBuf};

use secure_base_practice::{LogFilter, LogLine, Record, Verb, file_stem};
use tauri::AppHandle;

use super::{Answer, OnDesk, look};
use crate::{chooser, desk, problem::Problem};

/// A page of the log, newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn log_page(desk: OnDesk, wanted: LogFilter) -> Answer<Vec<LogLine>> {
    desk.ask(|practice| practice.log_page(&wanted))
}

/// Writes the whole log, as it was before this, where the clinician says; the answer is where.
#[tauri::command(async)]
#[specta::specta]
pub fn export_log(app: AppHandle, desk: OnDesk) -> Answer<Option<PathBuf>> {
    let name = desk.ask(|practice| Ok(practice.name().to_owned()))?;
    let file_name = format!("Log of {}.csv", file_stem(&name, desk::now()));
    let Some(path) = chooser::save_as(&app, &file_name, ("CSV", "csv")) else { return Ok(None) };
    let folder = path.parent().unwrap_or(&path);
    let doing = format!("Writing {}", path.display());
    // Under another name first: half a log must not look like one.
    let new = tempfile::NamedTempFile::new_in(folder).map_err(|why| Problem::file(&doing, why))?;
    look(&desk, |practice, now| {
        practice.write_log(BufWriter::new(new.as_file()))?;
        practice.took_out(Verb::Exported, Record::Practice, now);
        Ok(())
    })?;
    new.as_file().sync_all().map_err(|why| Problem::file(&doing, why))?;
    new.persist(&path).map_err(|why| Problem::file(&doing, why.error))?;
    Ok(Some(path))
}
