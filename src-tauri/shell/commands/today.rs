//! What the first screen shows of the day, and of its week.

use chrono::NaiveDate;
use secure_base_practice::{DeskPage, DeskWeek};

use super::{Answer, OnDesk, look};

/// What lies on the clinician's desk today.
#[tauri::command(async)]
#[specta::specta]
pub fn desk_page(desk: OnDesk) -> Answer<DeskPage> {
    look(&desk, |practice, now| {
        practice.looked_away();
        let page = practice.desk_page(now)?;
        practice.saw_on_desk(&page, now);
        Ok(page)
    })
}

/// The week of a day.
#[tauri::command(async)]
#[specta::specta]
pub fn desk_week(desk: OnDesk, day: NaiveDate) -> Answer<DeskWeek> {
    desk.ask(|practice| practice.desk_week(day))
}
