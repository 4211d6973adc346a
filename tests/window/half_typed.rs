//! What is still being typed when something else happens: a lock, a signature.

use super::steps::*;
use crate::driver::*;

// Nobody finishes a field before she presses Ctrl L or signs, and nothing of it may be lost for that.
#[test]
fn what_is_still_being_typed_goes_with_the_note() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("what_is_still_being_typed_goes_with_the_note"));
    unlock(&window, PASSPHRASE);
    add_client(&window, "Ada Larkmead");
    window.press("Details");
    window.screen("details");
    window.fill("Safety information", "Never leave messages at home.");
    window.press("Save details");
    window.screen("client");
    window.press("Start today's session");
    window.screen("session");
    window.until("the cursor in the note", || in_note(&window));
    window.keys("She waited.");
    window.keys_times(&[SHIFT], Key::Home.into(), 1);
    window.chord(&[ALT], 'e');
    window.see("dialog", "Tag this passage");
    window.keys("1");
    window.until("the tag", || tagged(&window, "E", "shows") == "She waited.");
    saved(&window);
    safety_is_read(&window);
    locked_in_the_midst_of_it(&window);
    signed_in_the_midst_of_it(&window);
}

/// The mark says at a press what it stands for.
fn safety_is_read(window: &Window) {
    let shown = |window: &Window| window.text().contains("Never leave messages at home.");
    assert!(!shown(window), "beside the work it is a mark");
    window.press("Safety*");
    window.until("the safety information", || shown(window));
    window.expect_accessible("safety information in a session");
}

fn locked_in_the_midst_of_it(window: &Window) {
    window.press("Change details*");
    window.fill("Who was there", "her brother");
    lock(window);
    unlock(window, PASSPHRASE);
    window.reads("with her brother");
}

fn signed_in_the_midst_of_it(window: &Window) {
    window.click("field", "Note");
    window.key(Key::Home);
    window.key(Key::Right);
    window.chord(&[ALT], 't');
    window.see("dialog", "Tags here");
    tab_to(window, "Comment on E Early relationships: How it shows");
    window.key(Key::Enter);
    let field = "Comment on E Early relationships: How it shows";
    window.until("the cursor in the comment", || window.has_focus("field", field));
    window.keys("as with her mother");
    window.keys_times(&[CONTROL], Key::Enter.into(), 1);
    window.see("dialog", "Sign the note of session 1?");
    window.press("Sign nevertheless");
    window.reads("Signed by");
    let comment = "return document.querySelector('.note-text .tag')?.dataset.comment ?? null";
    assert_eq!(window.script(comment, &[]), "as with her mother");
}
