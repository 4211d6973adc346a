//! The part of the tour that follows homework: looked at, agreed on, seen on the board and in the client's history.

use super::{Album, CLIENT, open_session, steps};
use crate::driver::{SMALL, WIDE, Window};

/// Takes the pictures in the sample practice that is open.
pub fn visit(album: &Album, window: &Window) {
    look(album, window);
    agree(album, window);
    window.press("Homework");
    window.screen("homework");
    album.take(window, "homework-board", "All open homework");
    so_far(album, window);
    window.resize(SMALL);
    window.press("Settings");
    window.click("radio", "Dark");
    steps::open_client(window, CLIENT);
    window.press("Goals and all homework");
    window.screen("clientHomework");
    album.take(window, "homework-history-dark", "Dark and small: a client's goal and homework");
    window.press("Settings");
    window.click("radio", "Light");
    window.resize(WIDE);
}

fn look(album: &Album, window: &Window) {
    steps::open_client(window, "Rukhsana Teal");
    window.press("Session *");
    window.screen("session");
    window.press("Partly: *");
    window.see("button", "Keep this look");
    window.fill("What was learned", "The first minute is the hardest one");
    album.take(window, "homework-look", "Looking at a task");
    window.press("Keep this look");
    window.see("list", "Looked at in this session");
}

fn agree(album: &Album, window: &Window) {
    steps::open_client(window, CLIENT);
    open_session(window);
    window.press("Assign homework");
    window.see("list", "Begin with one of these*");
    window.press("S Relationship with self*");
    window.press("How likely it is to happen*");
    window.click("radio", "8");
    window.fill("If …", "the evening runs away");
    window.fill("… then", "I do it before breakfast");
    album.take(window, "homework-agree", "Agreeing on a task, with its plan");
    window.press("Assign");
    window.reads("Homework agreed.");
}

fn so_far(album: &Album, window: &Window) {
    steps::open_client(window, CLIENT);
    window.press("Goals and all homework");
    window.screen("clientHomework");
    window.see("button", "Rate: To be able to not look");
    let down = "document.getElementById('goals').scrollIntoView()";
    window.script(down, &[]);
    album.take(window, "homework-goal", "A goal, rated against sessions and homework");
    let down = "document.getElementById('so-far').scrollIntoView()";
    window.script(down, &[]);
    album.take(window, "homework-history", "What became of a client's homework");
}
