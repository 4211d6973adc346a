//! Nothing that asks a client for a step towards a partner leaves before it was answered whether safety has been considered.

use secure_base_practice::{ClientDraft, ClientId, SessionId};
use serde_json::{Value, json};

use super::steps::*;
use crate::driver::*;

const NAME: &str = "Maren Holloway";
/// A task of the library that needs a partner who is safe.
const TASK: &str = "ask-once-plainly";
/// A handout that does.
const HANDOUT: &str = "ask-before-you-guess";

fn furnish(home: &Home) -> (ClientId, SessionId) {
    let now = chrono::Local::now().fixed_offset();
    let mut practice = home.records();
    let draft = ClientDraft { name: NAME.into(), ..ClientDraft::default() };
    let client = practice.add_client(&draft, now).expect("a client").value.id;
    (client, practice.start_session(client, now).expect("a session").value.id)
}

/// What a command answers, or the code of its refusal.
fn ask(window: &Window, command: &str, arguments: &Value) -> Value {
    let ask = "const [name, args, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(name, args).then((answer) => done({ answer }), ({ code }) => done({ code }))";
    window.script_async(ask, &[json!(command), arguments.clone()])
}

fn task(session: SessionId, words: &str, template: Option<&str>, handout: Option<&str>) -> Value {
    let plan = json!({ "why": "", "goal": null, "aspect": null, "when": "", "place": "", "often": null, "minutes": null,
        "idea": null, "ownWords": "", "sureness": null, "obstacle": null, "obstacleWords": "", "planIf": "",
        "planThen": "", "template": template, "startsOn": null });
    json!({ "session": session, "task": words, "factor": null, "due": null, "handout": handout, "plan": plan })
}

// A screen can forget to ask; the command behind it must not.
#[test]
fn the_commands_refuse_until_safety_was_answered() {
    let home = Home::with_practice();
    let (client, session) = furnish(&home);
    let window = Window::open(&home, &Launch::of("the_commands_refuse_until_safety_was_answered"));
    unlock(&window, PASSPHRASE);
    let wish = |ids: &[&str], name_of: Option<ClientId>| {
        let which = json!({ "kind": "packet", "title": "", "words": "", "ids": ids });
        json!({ "which": which, "format": "standard", "paper": "a4", "nameOf": name_of })
    };
    let reader = json!({ "client": client, "session": null });
    let partner = wish(&["body-care", HANDOUT], None);
    let plain = ask(&window, "assign_homework", &json!({ "draft": task(session, "Walk", None, None) }));
    let plain = plain["answer"]["id"].clone();
    assert!(plain.is_number(), "what asks for nothing of the kind is not held up");
    let quality = json!({ "much": null, "well": null });
    let look = |next: &str, follower: Value| {
        json!({ "homework": plain, "draft": { "session": session, "outcome": "partly", "next": next, "client": quality,
            "clinician": quality, "hard": null, "ticks": null, "learned": "", "obstacle": null, "obstacleWords": "",
            "follower": follower } })
    };
    let refused = [
        ("give_handout", json!({ "client": client, "session": null, "wish": partner })),
        ("open_handout", json!({ "wish": partner, "reader": reader })),
        ("save_handout", json!({ "wish": partner, "reader": reader })),
        ("open_handout", json!({ "wish": wish(&[HANDOUT], Some(client)), "reader": null })),
        ("assign_homework", json!({ "draft": task(session, "Ask", Some(TASK), None) })),
        ("assign_homework", json!({ "draft": task(session, "Read it", None, Some(HANDOUT)) })),
        ("assign_homework", json!({ "draft": task(session, "Read it", None, Some("own-77")) })),
        ("change_homework", json!({ "homework": plain, "draft": task(session, "Read it", None, Some(HANDOUT)) })),
        ("review_homework", look("smaller", task(session, "Read a page", None, Some(HANDOUT)))),
    ];
    for (command, arguments) in &refused {
        let heard = ask(&window, command, arguments);
        assert_eq!(heard["code"], "ask-partner-safety", "{command} {arguments}: {heard}");
    }
    let free = json!({ "wish": wish(&["body-care"], None), "reader": reader });
    assert_eq!(ask(&window, "open_handout", &free)["code"], Value::Null, "what asks for nothing is printed");
    ask(&window, "leave_partner_safety_open", &json!({ "client": client }));
    for (command, arguments) in refused.iter().filter(|(command, _)| *command != "save_handout") {
        let heard = ask(&window, command, arguments);
        assert_eq!(heard["code"], Value::Null, "{command} after the answer: {heard}");
    }
}

// Paper that is printed for a client lies in the client's hand, so the question comes before printing too, by name.
#[test]
fn printing_for_a_client_asks_first() {
    let home = Home::with_practice();
    furnish(&home);
    let window = Window::open(&home, &Launch::of("printing_for_a_client_asks_first"));
    unlock(&window, PASSPHRASE);
    open_client(&window, NAME);
    window.press("Give a handout");
    window.fill("Find handouts and material", "Ask before you guess");
    window.press("Ask before you guess*");
    window.screen("handout");
    window.press("Open for printing");
    window.see("dialog", "Has partner safety been considered?");
    window.reads(&format!("Nothing is written down for {NAME} so far."));
    window.press("Considered: go on");
    window.reads("Opened in your PDF viewer, ready to print.");
}
