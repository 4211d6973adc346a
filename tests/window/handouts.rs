//! Handouts in the real window: composing, giving, printing again, articles of one's own, and what is refused.

use std::{fs, time::Duration};

use data_encoding::HEXLOWER;
use secure_base_model::{Aspect, Factor};
use secure_base_practice::{ClientDraft, ItemKind, LetterheadDraft, OwnArticleDraft, OwnMaterialDraft, Practice};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::steps::*;
use crate::driver::*;

pub const NAME: &str = "Maren Holloway";
const TITLE: &str = "For hard evenings";
pub const ITEM: &str = "Rest comes first";
const PARTNER: &str = "Ask before you guess";

/// A client with a tagged note of today, and an article of one's own with one piece of material.
pub fn furnish(home: &Home) {
    let now = chrono::Local::now().fixed_offset();
    let mut practice: Practice = home.records();
    let draft = ClientDraft { name: NAME.into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    let session = practice.start_session(client, now).expect("a session").value.id;
    let tag = json!({ "type": "tag", "attrs": { "passage": "p", "factor": "S", "aspect": "unhealthy" } });
    let text = json!({ "type": "text", "text": "I vanish", "marks": [tag] });
    let document = json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [text] }] });
    practice.save_note(session, &document.to_string(), 0, now).expect("a note");
    let item = OwnMaterialDraft {
        partner: false,
        id: None,
        title: ITEM.into(),
        kind: ItemKind::Idea,
        factor: Some(Factor::B),
        aspect: Some(Aspect::WorkOn),
        body: "Sleep **before** you talk it over.".into(),
    };
    let [author, source, rights] = ["A. Writer", "Journal of Rest", "May be copied"].map(String::from);
    let article = OwnArticleDraft { title: "On rest".into(), author, source, rights, items: vec![item] };
    practice.add_own_article(&article, now).expect("an article");
}

/// Waits until the pages of the composer show these words.
fn pages_show(window: &Window, words: &str) {
    let ask = "return [...document.querySelectorAll('.pages svg')].map((page) => page.textContent).join(' ')";
    window.until(&format!("“{words}” on the pages"), || {
        let text = window.script(ask, &[]);
        text.as_str().is_some_and(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words))
    });
}

pub fn saved_pdf(home: &Home) -> std::path::PathBuf {
    let found = within(Duration::from_secs(20), || fs::read_dir(home.at("saved")).ok()?.flatten().next());
    found.expect("a file is saved").path()
}

// The whole way of a handout of one's own: fitted to a client, looked at, saved, given, and printed again the same.
#[test]
fn a_handout_is_composed_given_and_printed_again_as_it_was() {
    let home = Home::with_practice();
    furnish(&home);
    let window = Window::open(&home, &Launch::of("a_handout_is_composed_given_and_printed_again_as_it_was"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Give a handout");
    window.screen("handouts");
    window.reads("1 passage this month under S, unhealthy");
    window.expect_accessible("handouts for a client");
    compose(&window);

    window.press("Save as PDF…");
    // It is asked before the first paper, and with that for good.
    window.press("Considered: go on");
    window.reads("Saved as ");
    let saved = saved_pdf(&home);
    assert_eq!(saved.file_name().and_then(|name| name.to_str()), Some("for-hard-evenings.pdf"), "it names no client");
    let text =
        output(std::process::Command::new("pdftotext").args(["-layout".as_ref(), saved.as_os_str(), "-".as_ref()]));
    for words in [TITLE, "before you talk", "On rest", "Feeling secure in relationships", "Dear Maren"] {
        assert!(text.contains(words), "“{words}” in the file: {text}");
    }
    window.press("Keep as your own");
    window.reads("is saved among your handouts");
    window.press(&format!("Give to {NAME}"));
    window.screen("client");
    window.reads(&format!("“{TITLE}” given to {NAME}."));
    window.expect_accessible("a client with a handout");
    window.press("Handouts");
    window.see("button", &format!("Change: {TITLE}"));
    window.close();

    // Later, and with another letterhead since.
    let now = chrono::Local::now().fixed_offset();
    let letterhead = LetterheadDraft { name: "Ada Fennimore".into(), ..LetterheadDraft::default() };
    home.records().change_letterhead(&letterhead, now).expect("a letterhead");
    let window = Window::open(&home, &Launch::of("a_handout_is_composed_given_and_printed_again_as_it_was"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press(&format!("Print again: {TITLE}, given today"));
    let viewed = within(Duration::from_secs(20), || home.viewed()).expect("the viewer is asked");
    let again = fs::read(&viewed).expect("the printout");
    window.close();

    let practice = home.records();
    let client = practice.clients("").expect("clients")[0].id;
    let given = practice.client_page(client).expect("the client").handouts.remove(0);
    let kept = practice.given_file(given.id).expect("it is sound").expect("the file is kept");
    assert!(kept == again, "what is printed again is what was given, byte for byte");
    assert_eq!(HEXLOWER.encode(&Sha256::digest(&again)), given.file_hash, "under the hash that the record names");
    assert!(given.has_file && given.title == TITLE);
}

fn compose(window: &Window) {
    window.press("Compose a handout");
    window.screen("compose");
    window.fill("Title", TITLE);
    window.fill("Main message", "You can be kind to yourself.");
    pages_show(window, "You can be kind to yourself.");
    window.fill("Find material", "one small step");
    window.press("Add: One small step for the weakest root");
    window.reads("Say when not to use it");
    window.press("Take the library’s sentence");
    window.fill("Find material", "rest comes");
    window.press(&format!("Add: {ITEM}"));
    pages_show(window, "before");
    window.fill("Find material", "");
    window.choose("Article", "Feeling secure in relationships");
    window.choose("Factor", "S Relationship with self");
    window.press("Add: *");
    window.press("+ Your own words");
    window.fill("Your own words", "Dear {nmae}, take your time.");
    window.reads("“{nmae}” is no placeholder that is known.");
    window.fill("Your own words", "Dear {name}, take your time.");
    window.click("tick", "Print the first name*");
    pages_show(window, "Dear Maren, take your time.");
    window.press("Move up: Dear {name}, take your time.");
    window.press("+ Lines to write on");
    window.expect_accessible("composing");
}

// A folder that takes no file must cost nothing that was composed, and say where it failed.
#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let home = Home::with_practice();
    let variables = [("SECURE_BASE_SAVE_TO", "/proc")];
    let launch = Launch { variables: &variables, ..Launch::of("a_folder_that_cannot_be_written_is_told") };
    let window = Window::open(&home, &launch);
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.press("Three roots of feeling secure*");
    window.press("Save as PDF…");
    window.reads("Writing /proc/three-roots.pdf failed");
    window.reads("Check that the place exists and has room, then try again.");
    window.press("Dismiss: Writing*");
    window.press("Make your own of it");
    window.screen("compose");
    window.see("button", "Take out: *");
    pages_show(&window, "Three roots of feeling secure");
}

// A page copied from the web brings scripts; its words become material, and nothing of it ever runs.
#[test]
fn an_article_in_html_becomes_material_without_its_scripts() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("an_article_in_html_becomes_material_without_its_scripts"));
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.press("Your articles");
    window.screen("articles");
    window.expect_accessible("no articles");
    window.press("Add an article");
    let html =
        "<h1>Rest</h1><script>document.title='run'</script><p onclick=\"x()\">Sleep <b>well</b>.</p><p>And eat.</p>";
    window.fill("Paste the article", html);
    window.press("Cut into paragraphs");
    window.press("Use as material: paragraph 2");
    window.press("Join with the one above: paragraph 3");
    window.see("field", "Short name");
    let ask = "return [...document.querySelectorAll('textarea')].map((one) => one.value).join('|')";
    let texts = window.script(ask, &[]);
    assert!(texts.as_str().is_some_and(|all| all.contains("Sleep **well**.\n\nAnd eat.")), "{texts}");
    assert!(texts.as_str().is_some_and(|all| !all.contains("document.title")), "{texts}");
    assert_eq!(window.script("return document.title", &[]), "Secure Base", "nothing of it runs");
    window.expect_accessible("cutting an article");
    window.fill("Title", "");
    window.press("Save article");
    window.reads("Give the article a title");
    window.fill("Title", "On rest");
    window.press("Save article");
    window.screen("articles");
    window.reads("1 piece of material");
    window.press("Remove: On rest");
    window.press("Undo: *");
    window.see("button", "On rest*");
}

// What asks for closeness with a partner is not handed out without a thought, and she is not asked twice.
#[test]
fn partner_safety_is_asked_once() {
    let home = Home::with_practice();
    furnish(&home);
    let window = Window::open(&home, &Launch::of("partner_safety_is_asked_once"));
    unlock(&window, PASSPHRASE);
    let give = |window: &Window| {
        open_client(window, NAME);
        window.press("Give a handout");
        window.fill("Find handouts and material", PARTNER);
        window.press(&format!("{PARTNER}*"));
        window.screen("handout");
        window.press(&format!("Give to {NAME}"));
    };
    give(&window);
    window.see("dialog", "Has partner safety been considered?");
    window.expect_accessible("partner safety");
    window.press("Not yet: open the record");
    window.screen("details");
    give(&window);
    window.screen("client");
    window.reads(&format!("“{PARTNER}” given to {NAME}."));
}

// A logo of 40 MB, and one that is no picture, are refused in words; the letterhead stays.
#[test]
fn a_logo_that_cannot_be_one_is_refused() {
    let home = Home::with_practice();
    let logo = home.at("documents/logo.png");
    fs::File::create(&logo).and_then(|file| file.set_len(40_000_000)).expect("a long file");
    let variables = [("SECURE_BASE_OPEN", logo.to_str().expect("a path"))];
    let window =
        Window::open(&home, &Launch { variables: &variables, ..Launch::of("a_logo_that_cannot_be_one_is_refused") });
    unlock(&window, PASSPHRASE);
    window.press("Settings");
    window.press("Add a logo…");
    window.reads("logo.png has 40 MB, and a logo has 2 MB at most.");
    fs::write(&logo, "GIF89a").expect("a file");
    window.press("Add a logo…");
    window.reads("logo.png is no picture that can be printed.");
    fs::write(&logo, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 40'><path d='M0 0h60v40z'/></svg>")
        .expect("a file");
    window.press("Add a logo…");
    window.see("button", "Choose another logo…");
    window.press("Change the words…");
    window.fill("Name", "Ada Fennimore");
    window.fill("Contact", "1 Harbour Street");
    window.expect_accessible("writing the letterhead");
    window.press("Save letterhead");
    window.reads("The letterhead is saved.");
    window.reads("Ada Fennimore");
    window.press("Remove the logo");
    window.press("Undo: The logo is removed.");
    window.see("button", "Remove the logo");
    window.expect_accessible("the letterhead");
}
