//! What helps writing, in the real window: templates, snippets, comments, emphasis, earlier states, the last note.

use secure_base_practice::ClientDraft;
use serde_json::json;

use super::steps::*;
use crate::driver::*;

/// Pastes into what has the focus, as another program would have put it on the clipboard.
const PASTE: &str = "const [html, text] = arguments;
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData('text/html', html);
    clipboardData.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))";

/// The lines of the note, headings signed.
fn lines(window: &Window) -> Vec<String> {
    let ask = "return [...document.querySelectorAll('.ProseMirror :is(p, .note-heading)')]
        .map((line) => (line.tagName === 'P' ? '' : '# ') + line.textContent)";
    serde_json::from_value(window.script(ask, &[])).expect("lines")
}

/// One of them, counted from 0; nothing while there is none.
fn line(window: &Window, at: usize) -> String {
    lines(window).into_iter().nth(at).unwrap_or_default()
}

fn expect_lines(window: &Window, expected: &[&str]) {
    window.until(&format!("the lines {expected:?}"), || lines(window) == expected);
}

fn opened(test: &str) -> (Home, Window) {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of(test));
    unlock(&window, PASSPHRASE);
    first_session(&window, "Ada Larkmead");
    (home, window)
}

fn choose_template(window: &Window, letters: &str) {
    window.chord(&[ALT], 'n');
    let open = "return document.activeElement?.getAttribute('role') === 'menuitem'";
    window.until("the list of templates", || window.script(open, &[]) == true);
    window.keys(letters);
    window.key(Key::Enter);
    window.until("the cursor in the note", || in_note(window));
}

// Hands stay on the keys: from the form to the last of its headings.
#[test]
fn a_soap_note_is_written_without_the_mouse() {
    let (_home, window) = opened("a_soap_note_is_written_without_the_mouse");
    choose_template(&window, "soap");
    let next = Key::Down.into();
    for (at, words) in ["told", "seen", "thought", "agreed"].into_iter().enumerate() {
        if at > 0 {
            window.keys_times(&[ALT], next, 1);
        }
        window.keys(words);
    }
    let full = ["# Subjective", "told", "# Objective", "seen", "# Assessment", "thought", "# Plan", "agreed"];
    expect_lines(&window, &full);
    window.keys_times(&[ALT], Key::Up.into(), 2);
    window.keys(", too");
    window.until("words at the place before", || line(&window, 3) == "seen, too");
    saved(&window);
    window.expect_accessible("a note in a template");
    lock(&window);
    unlock(&window, PASSPHRASE);
    window.until("the note in its template", || line(&window, 3) == "seen, too");
    window.see("button", "Template: SOAP");
}

// Each kind of change is one step back: who tags by mistake must not lose the last sentence.
#[test]
fn undo_goes_back_past_a_tag_a_template_and_a_paste_one_at_a_time() {
    let (_home, window) = opened("undo_goes_back_past_a_tag_a_template_and_a_paste_one_at_a_time");
    window.keys("first");
    choose_template(&window, "dap");
    let form = ["first", "# Data", "", "# Assessment", "", "# Plan", ""];
    expect_lines(&window, &form);
    window.keys("typed");
    window.script(PASTE, &["".into(), " and pasted".into()]);
    window.until("the pasted words", || line(&window, 2) == "typed and pasted");
    window.keys_times(&[SHIFT], Key::Home.into(), 1);
    window.chord(&[ALT], 's');
    window.see("dialog", "Tag this passage");
    window.keys("1");
    window.until("the tag", || tagged(&window, "S", "shows") == "typed and pasted");
    let undo = || window.chord(&[CONTROL], 'z');
    undo();
    window.until("the tag gone", || tagged(&window, "S", "shows").is_empty());
    assert_eq!(line(&window, 2), "typed and pasted");
    undo();
    window.until("the paste gone", || line(&window, 2) == "typed");
    undo();
    window.until("the typing gone", || line(&window, 2).is_empty());
    undo();
    expect_lines(&window, &["first"]);
    undo();
    expect_lines(&window, &[""]);
}

// What she takes from other programs arrives as text, lists and emphasis, and never as somebody's layout.
#[test]
fn a_paste_from_word_keeps_words_lists_and_bold() {
    let (_home, window) = opened("a_paste_from_word_keeps_words_lists_and_bold");
    let item = |words: &str| {
        format!(
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; </span>{words}</p>"
        )
    };
    let html = format!(
        "<html xmlns:o='urn:x'><style>p{{color:red}}</style><body><h2>Report</h2><p class=MsoNormal>It was <b>late</b>.<o:p></o:p></p>{}{}\
         <p>She <del>left</del><ins>stayed</ins>.</p><table><tr><td>Mon</td><td>calm</td></tr></table></body></html>",
        item("sleep"),
        item("food")
    );
    window.script(PASTE, &[json!(html), "plain".into()]);
    expect_lines(&window, &["# Report", "It was late.", "sleep", "food", "She stayed.", "Mon · calm"]);
    let found =
        |what: &str| window.script(&format!("return document.querySelectorAll('.ProseMirror {what}').length"), &[]);
    assert_eq!((found("ul > li"), found("strong"), found("[style*=color]")), (json!(2), json!(1), json!(0)));
    saved(&window);
}

// The tag says which factor; a few words say why.
#[test]
fn a_passage_is_commented_and_a_whole_note_tagged_by_the_keyboard() {
    let (_home, window) = opened("a_passage_is_commented_and_a_whole_note_tagged_by_the_keyboard");
    window.keys("She waited.");
    window.keys_times(&[SHIFT], Key::Home.into(), 1);
    window.chord(&[ALT], 'e');
    window.see("dialog", "Tag this passage");
    window.keys("1");
    window.until("the tag", || tagged(&window, "E", "shows") == "She waited.");
    window.key(Key::Right);
    window.chord(&[ALT], 't');
    window.see("dialog", "Tags here");
    tab_to(&window, "Comment on E Early relationships: How it shows");
    window.key(Key::Enter);
    window.until("the cursor in the comment", || {
        window.has_focus("field", "Comment on E Early relationships: How it shows")
    });
    window.keys("as with her mother");
    window.key(Key::Enter);
    window.until("the cursor back in the note", || in_note(&window));
    window.reads("as with her mother");
    saved(&window);

    window.chord(&[ALT], 'm');
    window.see("dialog", "What the whole note speaks of");
    tab_to(&window, "S Relationship with self: Healthy");
    window.key(Key::Enter);
    let pressed = "return document.activeElement.getAttribute('aria-pressed')";
    window.until("the whole note tagged", || window.script(pressed, &[]) == "true");
    window.expect_accessible("what the whole note speaks of");
    window.key(Key::Escape);
    window.until("the cursor back in the note", || in_note(&window));
    window.see("list", "The whole note speaks of");
    lock(&window);
    unlock(&window, PASSPHRASE);
    window.see("list", "The whole note speaks of");
    window.reads("as with her mother");
}

// A template and a snippet of one's own are made once and then at hand in every note.
#[test]
fn a_snippet_and_a_template_of_ones_own_are_made_used_and_taken_back() {
    let (_home, window) = opened("a_snippet_and_a_template_of_ones_own_are_made_used_and_taken_back");
    window.press("Settings");
    window.screen("settings");
    window.press("New snippet…");
    window.press("Save snippet");
    window.reads("Give an abbreviation of one word");
    window.fill("Abbreviation", "sop");
    window.fill("Words", "slept on the sofa");
    window.press("Save snippet");
    window.reads("In a note, ;sop and a space become these words.");
    window.press("New template…");
    window.fill("Name", "Couples");
    window.fill("What it holds", "## Together\n## Each alone");
    window.expect_accessible("a new template");
    window.press("Save template");
    window.see("list", "Your own templates");
    window.choose("A new note begins with", "Couples");
    window.expect_accessible("settings for writing");

    add_client(&window, "Bela Rookhope");
    window.press("Start today's session");
    window.screen("session");
    expect_lines(&window, &["# Together", "", "# Each alone", ""]);
    window.until("the cursor in the note", || in_note(&window));
    window.keys("He ;sop again");
    window.until("the words", || line(&window, 1) == "He slept on the sofa again");
    saved(&window);

    window.press("Settings");
    window.press("Remove: Couples");
    window.press("Undo: The template “Couples” is deleted.*");
    window.see("button", "Change: Couples");
}

// Somebody who selects everything and types has lost a note, and does not know it yet.
#[test]
fn an_earlier_state_is_looked_at_and_taken_back() {
    let (_home, window) = opened("an_earlier_state_is_looked_at_and_taken_back");
    window.press("Earlier");
    window.reads("Nothing earlier yet");
    window.key(Key::Escape);
    window.click("field", "Note");
    let words = "What was said in a long hour, word by word, so that it is more than a hundred letters and worth to be kept, surely.";
    window.keys(words);
    saved(&window);
    window.chord(&[CONTROL], 'a');
    window.keys("x");
    window.until("the note overwritten", || lines(&window) == ["x"]);
    saved(&window);
    window.press("Earlier");
    window.see("dialog", "Earlier states of this note");
    window.reads(words);
    window.expect_accessible("earlier states");
    window.press("Take back this state");
    expect_lines(&window, &[words]);
    saved(&window);
    window.chord(&[CONTROL], 'z');
    expect_lines(&window, &["x"]);
}

// What was agreed last time stands beside what is written now, and may be taken over, but never unread.
#[test]
fn the_last_note_is_read_beside_and_taken_over_marked() {
    let home = Home::with_practice();
    let mut practice = home.records();
    let yesterday = chrono::Local::now().fixed_offset() - chrono::TimeDelta::days(1);
    let draft = ClientDraft { name: "Ada Larkmead".into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, yesterday).expect("a client").value.id;
    let before = practice.start_session(client, yesterday).expect("a session").value.id;
    let words = json!([{"type": "text", "text": "Plan as before."}]);
    let document = json!({"type": "doc", "content": [{"type": "paragraph", "content": words}]}).to_string();
    practice.save_note(before, &document, 0, yesterday).expect("a note");
    drop(practice);
    let window = Window::open(&home, &Launch::of("the_last_note_is_read_beside_and_taken_over_marked"));
    unlock(&window, PASSPHRASE);
    open_client(&window, "Ada Larkmead");
    window.press("Start today's session");
    window.screen("session");
    window.click("radio", "Last note");
    window.reads("Session 1, Yesterday");
    window.press("Copy into this note");
    expect_lines(&window, &["Plan as before."]);
    window.reads("copied from an earlier note and not touched since");
    saved(&window);
    window.expect_accessible("words taken over");
    window.until("the cursor in the note", || in_note(&window));
    window.keys_times(&[CONTROL], Key::End.into(), 1);
    window.keys(" And more.");
    window.until("no mark left", || {
        window.script("return document.querySelector('.ProseMirror .copied')", &[]).is_null()
    });
    saved(&window);
    window.click("radio", "Homework");
    window.reads("No homework is open");
}
