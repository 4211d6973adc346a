//! Goals.

use chrono::NaiveDate;
use secure_base_practice::{ClientId, Goal, GoalDraft, GoalId, GoalRatingId};

use super::{Answer, OnDesk};

/// A client's goals.
#[tauri::command(async)]
#[specta::specta]
pub fn goals(desk: OnDesk, client: ClientId) -> Answer<Vec<Goal>> {
    desk.ask(|practice| practice.goals(client))
}

/// Sets a goal today.
#[tauri::command(async)]
#[specta::specta]
pub fn add_goal(desk: OnDesk, client: ClientId, draft: GoalDraft) -> Answer<Goal> {
    desk.change(|practice, now| practice.add_goal(client, &draft, now))
}

/// Makes a goal say what the draft says.
#[tauri::command(async)]
#[specta::specta]
pub fn change_goal(desk: OnDesk, goal: GoalId, draft: GoalDraft) -> Answer<Goal> {
    desk.change(|practice, now| practice.change_goal(goal, &draft, now))
}

/// Notes how near a goal felt on a day, 0 to 10.
#[tauri::command(async)]
#[specta::specta]
pub fn rate_goal(desk: OnDesk, goal: GoalId, rating: u32, day: NaiveDate) -> Answer<Goal> {
    desk.change(|practice, now| practice.rate_goal(goal, rating, day, now))
}

/// Takes a rating back.
#[tauri::command(async)]
#[specta::specta]
pub fn take_back_goal_rating(desk: OnDesk, goal: GoalId, rating: GoalRatingId) -> Answer<Goal> {
    desk.change(|practice, now| practice.take_back_goal_rating(goal, rating, now))
}
