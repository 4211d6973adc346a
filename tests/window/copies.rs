//! A copy of a note that leaves the practice.

use std::process::Command;

use secure_base_practice::{AddendumDraft, ClientDraft, Practice, SessionId};
use serde_json::json;

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
const REASON: &str = "She rang the next day";

// A court, a colleague or the client reads the copy without the program: it must hold what was signed and all that was
// added, and the log must say that it left.
#[test]
fn a_signed_note_leaves_as_pdf_markdown_and_text() {
    let home = Home::with_practice();
    signed_note(&home);
    let window = Window::open(&home, &Launch::of("a_signed_note_leaves_as_pdf_markdown_and_text"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Session 1*");
    window.screen("session");
    for (format, ends) in [("PDF", "pdf"), ("Markdown", "md"), ("Plain text", "txt")] {
        window.press("Copy of this note…");
        window.see("dialog", "Copy of this note");
        window.click("radio", format);
        window.expect_accessible("a copy of a note");
        window.press("Save the copy");
        window.reads("Saved as");
        let text = words_of(&home, ends);
        for part in [NAME, "Plan", "**two** asterisks", "slept well", "S Relationship with self, healthy", REASON] {
            // In Markdown what looks like a mark is escaped.
            let part = if ends == "md" { part.replace('*', "\\*") } else { part.into() };
            assert!(text.contains(&part), "“{part}” in the {format}: {text}");
        }
        assert!(text.contains(&format!("in the practice {PRACTICE_NAME}")), "who signed the {format}: {text}");
    }
    open_log(&window);
    window.reads(&format!("Saved a copy of the note of {NAME}, session 1 as a file"));
}

fn signed_note(home: &Home) {
    let now = chrono::Local::now().fixed_offset();
    let mut practice: Practice = home.records();
    let draft = ClientDraft { name: NAME.into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    let session: SessionId = practice.start_session(client, now).expect("a session").value.id;
    let tag = json!({ "type": "tag", "attrs": { "passage": "p", "factor": "S", "aspect": "healthy" } });
    let document = json!({ "type": "doc", "content": [
        { "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": "Plan" }] },
        { "type": "paragraph", "content": [
            { "type": "text", "text": "She **two** asterisks and " },
            { "type": "text", "text": "slept well", "marks": [tag] }] }] });
    let saved = practice.save_note(session, &document.to_string(), 0, now).expect("a note").value;
    practice.sign_note(session, saved.revision, now).expect("it is signed");
    let addendum = AddendumDraft { reason: REASON.into(), text: "And asked for an earlier hour.".into() };
    practice.sign_addendum(session, &addendum, now).expect("an addendum");
}

/// The words of the one file with that ending in the folder of saved copies.
fn words_of(home: &Home, ends: &str) -> String {
    let saved = within(std::time::Duration::from_secs(20), || {
        let mut files = std::fs::read_dir(home.at("saved")).ok()?.flatten().map(|entry| entry.path());
        files.find(|path| path.extension().is_some_and(|found| found == ends))
    });
    let path = saved.unwrap_or_else(|| panic!("a file that ends in {ends}"));
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(!name.contains("Maren"), "the file's name tells nobody who it is: {name}");
    if ends == "pdf" {
        return output(Command::new("pdftotext").args(["-layout".as_ref(), path.as_os_str(), "-".as_ref()]));
    }
    std::fs::read_to_string(path).expect("it is text")
}
