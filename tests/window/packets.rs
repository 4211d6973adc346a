//! Packets and articles of one's own in the real window: nothing that was put together or cut is lost.

use secure_base_practice::OwnHandoutDraft;

use super::{
    handouts::{ITEM, NAME, furnish, saved_pdf},
    steps::*,
};
use crate::driver::*;

// One file for the client to keep: each handout with its own pages, and numbers that run through.
#[test]
fn several_handouts_become_one_packet() {
    let home = Home::with_practice();
    furnish(&home);
    let window = Window::open(&home, &Launch::of("several_handouts_become_one_packet"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Give a handout");
    window.press("Packet…");
    window.screen("packet");
    window.reads("Add a handout to see them.");
    for title in ["Three roots of feeling secure", "Body weather"] {
        window.fill("Find a handout", &title[..8]);
        window.press(&format!("Add: {title}"));
    }
    window.reads("pages with the cover");
    window.expect_accessible("a packet");
    window.press("Move up: Body weather");
    window.press("Save as PDF…");
    // It is asked before the first paper, and with that for good.
    window.press("Considered: go on");
    window.reads("Saved as ");
    let saved = saved_pdf(&home);
    let text =
        output(std::process::Command::new("pdftotext").args(["-layout".as_ref(), saved.as_os_str(), "-".as_ref()]));
    let places = ["For you to keep", "Body weather", "Three roots of feeling secure"].map(|words| text.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {text}");
    window.press(&format!("Give to {NAME}"));
    window.screen("client");
    window.see("button", "Print again: For you to keep, given today");
}

// Putting a packet in order is work too: neither a walk to another screen nor a lock may cost it.
#[test]
fn a_packet_survives_leaving_and_a_lock() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("a_packet_survives_leaving_and_a_lock"));
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.screen("handouts");
    window.press("Packet…");
    window.screen("packet");
    window.fill("Title on the cover", "For the summer");
    for title in ["Three roots of feeling secure", "Body weather"] {
        window.press(&format!("Add: {title}"));
    }
    window.press("Clients");
    window.screen("clients");
    window.press("Handouts");
    window.reads("Not saved yet");
    window.press("For the summer*");
    window.screen("packet");
    window.press("Move up: Body weather");
    window.fill("A few words on the cover", "Read one a week.");
    lock(&window);
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.press("Packet…");
    window.reads("Your packet is as you left it.");
    window.see("button", "Take out: Body weather");
    window.reads("pages with the cover");
    window.press("Save as PDF…");
    window.reads("Saved as ");
    let saved = saved_pdf(&home);
    let text = output(std::process::Command::new("pdftotext").args([saved.as_os_str(), "-".as_ref()]));
    let places = ["For the summer", "Read one a week.", "Body weather", "Three roots"].map(|words| text.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {text}");
    window.press("Throw it away");
    window.reads("Nothing yet.");
    window.press("Handouts");
    window.screen("handouts");
    window.until("nothing unsaved", || !window.text().contains("Not saved yet"));
}

// What is taken out of an article may stand in handouts: she is told before, and its words can be had again.
#[test]
fn what_handouts_use_is_not_taken_out_of_an_article_without_a_word() {
    let home = Home::with_practice();
    furnish(&home);
    let mut practice = home.records();
    let number = practice.own_articles().expect("articles")[0].items[0].id.number();
    let composition = format!(
        "title = \"Mine\"\nmessage = \"Rest.\"\npurpose = \"Rest.\"\n\n[[part]]\nkind = \"text\"\nmaterial = [\"own-{number}\"]\n"
    );
    let draft = OwnHandoutDraft { title: "Mine".into(), composition };
    practice.add_own_handout(&draft, chrono::Local::now().fixed_offset()).expect("a handout");
    drop(practice);
    let window = Window::open(&home, &Launch::of("what_handouts_use_is_not_taken_out_of_an_article_without_a_word"));
    unlock(&window, PASSPHRASE);
    window.press("Handouts");
    window.press("Your articles");
    window.screen("articles");
    let to_article = || {
        window.press("On rest*");
        window.screen("article");
    };
    to_article();
    window.press("Do not use: paragraph 1");
    window.press("Save article");
    window.see("dialog", "Take out what handouts use?");
    window.reads("1 handout of your own uses what you take out: “Mine”.");
    window.expect_accessible("what handouts use");
    window.press("Save anyway");
    window.screen("articles");
    window.reads("0 pieces of material");
    to_article();
    window.reads("Taken out before: 1 piece");
    window.script("document.querySelector('main details summary').click()", &[]);
    window.expect_accessible("what was taken out");
    window.press(&format!("Put back: {ITEM}"));
    window.press("Save article");
    window.screen("articles");
    window.reads("1 piece of material");
    window.close();
    assert_eq!(
        home.records().own_articles().expect("articles")[0].items[0].id.number(),
        number,
        "handouts find it again"
    );
}
